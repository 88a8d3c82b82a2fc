import { AppError } from '../../contract/app-error.ts';
import { keptUpload } from '../../contract/served-files.ts';
import type { KeptUpload } from '../../contract/served-files.ts';
import { readAnswer } from './ask-server.ts';
import type { UploadProgress } from './file-access.ts';

export interface FileToSend {
  readonly file: File;
  readonly token: string;
  readonly onProgress: UploadProgress;
  readonly signal: AbortSignal;
}

/** Sends one file as it is. Throws what the server says, source/upload-incomplete, or engine/cancelled. */
export async function sendFile(sending: FileToSend): Promise<KeptUpload> {
  const { status, responseText } = await sent(sending);
  return readAnswer(status, responseText, keptUpload);
}

/** By XMLHttpRequest: fetch does not tell how much of a body has left. */
function sent({ file, token, onProgress, signal }: FileToSend): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    signal.addEventListener('abort', stop, { once: true });
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded, file.size));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    request.addEventListener('abort', () => reject(stopped()));
    request.addEventListener('error', () => reject(brokenOff(file.name)));
    request.addEventListener('load', () => resolve(request));
    request.open('POST', `/uploads?name=${encodeURIComponent(file.name.toWellFormed())}`);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(file);
  });
}

export function stopped(): AppError {
  return new AppError('engine/cancelled', 'The upload was stopped; nothing of it was kept.');
}

function brokenOff(name: string): AppError {
  return new AppError(
    'source/upload-incomplete',
    `The upload of ${name} broke off: the line was lost, or the file was changed or removed meanwhile. Nothing of it was kept; upload it again.`,
    { context: { name } },
  );
}
