import { z } from 'zod';
import { AppError } from '../../contract/app-error.ts';
import { folderListing, uploadList } from '../../contract/served-files.ts';
import { asBlob } from './as-bytes.ts';
import { askServer } from './ask-server.ts';
import type { ServerAccess } from './ask-server.ts';
import { chooseFilesInBrowser, download, downloadFrom } from './browser-dialogs.ts';
import { droppedFiles } from './dropped-files.ts';
import type { ServedFiles } from './file-access.ts';
import { sendFile, stopped } from './send-file.ts';
import { createTurns } from './turns.ts';

const uploadsAtOnce = 2;

/** Files over HTTP, with the session of the page. */
export function servedFiles(server: ServerAccess, send: typeof sendFile = sendFile): ServedFiles {
  const turns = createTurns(uploadsAtOnce);
  const uploads: ServedFiles['uploads'] = (signal) =>
    askServer(server, '/uploads', uploadList, signal === undefined ? {} : { signal });
  return {
    kind: 'served',
    list: (folder, text = '', signal) => {
      const query = new URLSearchParams({ folder, text });
      return askServer(
        server,
        `/files?${query.toString()}`,
        folderListing,
        signal === undefined ? {} : { signal },
      );
    },
    chooseToUpload: chooseFilesInBrowser,
    upload: async (file, onProgress, signal) => {
      try {
        return await turns(signal, async () => {
          // The server refuses too, but a browser that is still sending may miss why.
          refuseTooLarge(file, (await uploads(signal)).limitBytes);
          return send({ file, token: await server.session.token(), onProgress, signal });
        });
      } catch (thrown) {
        throw signal.aborted ? stopped() : thrown;
      }
    },
    uploads,
    removeUpload: async (id) => {
      await askServer(server, `/uploads/${encodeURIComponent(id)}`, z.object({}), { method: 'DELETE' });
    },
    dropped: async (transfer) => ({ kind: 'files', files: await droppedFiles(transfer) }),
    placeFor: () => Promise.resolve({ path: null }),
    handOut: ({ downloadId, name }) => {
      if (downloadId !== null) downloadFrom(`/downloads/${encodeURIComponent(downloadId)}`, name);
    },
    save: (suggestedName, content) => {
      download(suggestedName, asBlob(content));
      return Promise.resolve(true);
    },
  };
}

function refuseTooLarge(file: File, limitBytes: number): void {
  if (file.size <= limitBytes) return;
  throw new AppError(
    'source/upload-too-large',
    `${file.name} is larger than an upload may be here. Put it into the folder of these pages, or start \`meterhaul serve\` with a larger --upload-limit.`,
    { context: { name: file.name, sizeBytes: file.size, limitBytes } },
  );
}
