import { basename } from 'node:path';
import type { RecognisedContent } from './recognised-content.ts';

type Claim = readonly [extensions: RegExp, claimed: string, holds: (content: RecognisedContent) => boolean];

/** What the end of a name claims; names such as .dat, .txt or none claim nothing. */
const claims: readonly Claim[] = [
  [/\.(db|db3|sqlite|sqlite3|s3db)$/i, 'a SQLite database', ({ kind }) => kind === 'sqlite'],
  [/\.(h5|hdf5|hdf|he5)$/i, 'an HDF5 file', ({ kind }) => kind === 'hdf5'],
  [/\.(csv|tsv)$/i, 'a text table', isTextTable],
  [/\.(gz|gzip)$/i, 'a gzip archive', ({ kind }) => kind === 'gzip'],
  [/\.zip$/i, 'a zip archive', ({ kind }) => kind === 'zip'],
  [/\.sql$/i, 'an SQL text', ({ format }) => format.startsWith('an SQL dump')],
  [/\.(xlsx|xlsm|xlsb|xls)$/i, 'an Excel workbook', ({ format }) => format.includes('Excel')],
  [/\.ods$/i, 'a spreadsheet', ({ format }) => format.includes('OpenDocument')],
  [/\.parquet$/i, 'a Parquet file', ({ format }) => format.includes('Parquet')],
  [/\.json$/i, 'JSON', ({ format }) => format.includes('JSON')],
  [/\.xml$/i, 'XML', ({ format }) => format.includes('XML')],
];

/** Text that is no table, or accumulated readings, is still what a .csv may hold. */
function isTextTable({ kind, format }: RecognisedContent): boolean {
  return kind === 'csv' || kind === 'nem12' || format === 'text' || format.startsWith('NEM13');
}

/** A sentence where the end of the name claims another kind than the content has, else null. */
export function noteName(path: string, content: RecognisedContent): string | null {
  const name = basename(path);
  const claim = claims.find(([extensions]) => extensions.test(name));
  if (claim === undefined || content.format === 'an empty file') return null;
  const [, claimed, holds] = claim;
  if (holds(content)) return null;
  const what = content.kind === 'sqlite' ? 'a SQLite database' : content.format;
  return `${name} is named like ${claimed}, but it is ${withArticle(what)}.`;
}

function withArticle(format: string): string {
  return format === 'HDF5' ? 'an HDF5 file' : format;
}
