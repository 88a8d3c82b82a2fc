import type { Readable } from 'node:stream';
import { getFileNameLowLevel, openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { AppError } from '../../../contract/app-error.ts';

/** One file of a zip archive, not yet unpacked. */
export interface ZipMember {
  /** The last part of its name, for people. */
  readonly name: string;
  /** Why it is not unpacked; null when it is. */
  readonly skip: string | null;
  /** The checksum that its bytes must have. */
  readonly crc: number;
  readonly entry: Entry;
  readonly archive: ZipFile;
}

const mostMembers = 10_000;
const methods: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'xz',
  98: 'PPMd',
};

/**
 * The files of a zip archive in the order of its directory. Folders, and what macOS and Windows put beside
 * files, are passed over. A member is only readable until the next one is asked for.
 *
 * @throws AppError source/unsupported (more than 10,000 members); yauzl's errors for a damaged directory
 */
export async function* readMembers(path: string): AsyncGenerator<ZipMember> {
  // Names come as bytes: none of them is used as a path, so none can be a wrong one.
  const archive = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  try {
    if (archive.entryCount > mostMembers) {
      const message = `${path} was not unpacked: it has more than ${mostMembers} members.`;
      throw new AppError('source/unsupported', message, { context: { path } });
    }
    for await (const entry of archive.eachEntry()) {
      const fullName = getFileNameLowLevel(
        entry.generalPurposeBitFlag,
        entry.fileNameRaw,
        entry.extraFields,
        false,
      );
      if (isBesideThePoint(fullName)) continue;
      const name = plainName(fullName);
      yield { name, skip: reasonToSkip(entry), crc: entry.crc32, entry, archive };
    }
  } finally {
    archive.close();
  }
}

export function openMember({ archive, entry }: ZipMember): Promise<Readable> {
  return archive.openReadStreamPromise(entry);
}

function isBesideThePoint(name: string): boolean {
  if (name.endsWith('/') || /(^|\/)__MACOSX\//.test(name)) return true;
  return /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i.test(name);
}

/** The last part of a name, without characters that no terminal should be sent. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replaceAll(/\p{C}/gu, '?').slice(0, 200);
}

function reasonToSkip(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'it is encrypted; unpack it yourself with its password';
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
  if (isLink) return 'it is a link, no file';
  if (entry.compressionMethod === 0 || entry.compressionMethod === 8) return null;
  const method = methods[entry.compressionMethod] ?? `method ${entry.compressionMethod}`;
  return `it is compressed with ${method}, which Meterhaul does not read; unpack it yourself`;
}
