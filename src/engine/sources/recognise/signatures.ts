import type { FileKind, RecognisedContent } from './recognised-content.ts';

type Signature = readonly [offset: number, magic: string, format: string, advice?: string, kind?: FileKind];

const unpackIt = 'Unpack it and give the file that is in it.';
const besideIt = 'Give the database that it belongs to; both must stay side by side.';
const asCsv = 'Open it in its program and save the table with the readings as CSV.';

/** First bytes of formats, from their specifications and the database of file(1). */
const signatures: readonly Signature[] = [
  [0, 'SQLite format 3\0', 'SQLite 3', undefined, 'sqlite'],
  [0, '\x1f\x8b', 'a gzip archive', undefined, 'gzip'],
  [0, 'PK\x03\x04', 'a zip archive', undefined, 'zip'],
  [0, 'PK\x05\x06', 'an empty zip archive', 'Ask for the archive once more.'],
  [0, 'PK\x07\x08', 'one part of a zip archive in several parts', 'Unpack all parts together.'],
  [0, 'BZh', 'a bzip2 archive', unpackIt],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', unpackIt],
  [0, '\xfd7zXZ\0', 'an xz archive', unpackIt],
  [0, '\x28\xb5\x2f\xfd', 'a Zstandard archive', unpackIt],
  [0, 'Rar!\x1a\x07', 'a RAR archive', unpackIt],
  [0, '\x04\x22\x4d\x18', 'an LZ4 archive', unpackIt],
  [0, '\x1f\x9d', 'a compress (.Z) archive', unpackIt],
  [257, 'ustar', 'a tar archive', unpackIt],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Office document, such as an Excel workbook (.xls)', asCsv],
  [4, 'Standard Jet DB', 'an Access database', 'Export the table with the readings as CSV.'],
  [4, 'Standard ACE DB', 'an Access database', 'Export the table with the readings as CSV.'],
  [0, '\x37\x7f\x06\x82', 'the log of a SQLite database (-wal)', besideIt],
  [0, '\x37\x7f\x06\x83', 'the log of a SQLite database (-wal)', besideIt],
  [0, '\xd9\xd5\x05\xf9\x20\xa1\x63\xd7', 'the journal of a SQLite database', besideIt],
  [0, '** This file contains an SQLite 2', 'an SQLite 2 database', 'Convert it to SQLite 3.'],
  [8, 'DUCK', 'a DuckDB database', 'Export the table with the readings as CSV.'],
  [0, 'PAR1', 'a Parquet file', 'Convert it to CSV, for instance with DuckDB or pandas.'],
  [0, 'ARROW1', 'an Arrow (Feather) file', 'Convert it to CSV, for instance with pandas.'],
  [0, 'FEA1', 'a Feather file', 'Convert it to CSV, for instance with pandas.'],
  [0, 'Obj\x01', 'an Avro file', 'Convert it to CSV.'],
  [0, 'ORC', 'an ORC file', 'Convert it to CSV.'],
  [0, 'CDF\x01', 'a NetCDF classic file', 'Convert it to NetCDF 4, which is HDF5: nccopy -k nc4.'],
  [0, 'CDF\x02', 'a NetCDF classic file', 'Convert it to NetCDF 4, which is HDF5: nccopy -k nc4.'],
  [0, 'CDF\x05', 'a NetCDF classic file', 'Convert it to NetCDF 4, which is HDF5: nccopy -k nc4.'],
  [0, '\x0e\x03\x13\x01', 'an HDF4 file', 'Convert it to HDF5 with h4toh5.'],
  [
    0,
    'MATLAB 5.0 MAT-file',
    'a MATLAB file before version 7.3',
    'Save it in MATLAB with -v7.3, which is HDF5.',
  ],
  [0, '\x93NUMPY', 'a NumPy array', 'Save it as CSV or HDF5.'],
  [0, '\x80\x03', 'a Python pickle', 'Such a file can run programs; ask for CSV or HDF5 instead.'],
  [0, '\x80\x04\x95', 'a Python pickle', 'Such a file can run programs; ask for CSV or HDF5 instead.'],
  [0, '\x80\x05\x95', 'a Python pickle', 'Such a file can run programs; ask for CSV or HDF5 instead.'],
  [0, '%PDF', 'a PDF document', 'Ask for the readings as a table, such as CSV.'],
  [0, '\xff\xd8\xff', 'a JPEG picture', 'Ask for the readings as a table, such as CSV.'],
  [0, '\x89PNG\r\n', 'a PNG picture', 'Ask for the readings as a table, such as CSV.'],
  [0, 'GIF8', 'a GIF picture', 'Ask for the readings as a table, such as CSV.'],
  [0, '{\\rtf', 'an RTF document', 'Ask for the readings as a table, such as CSV.'],
  [0, '\x7fELF', 'a program'],
];

/** What the first bytes of a file say; null when they are those of no format known here. */
export function recogniseSignature(head: Buffer): RecognisedContent | null {
  const start = head.toString('latin1', 0, 512);
  const found = signatures.find(([offset, magic]) => start.startsWith(magic, offset));
  if (found === undefined) return null;
  const [, , format, advice, kind] = found;
  return { kind: kind ?? 'unknown', format, advice: advice ?? null };
}
