import type { RecognisedContent } from './recognised-content.ts';

/** Documents that are zip archives inside, by the name of a member that each has. */
const documents: readonly (readonly [member: string, format: string])[] = [
  ['xl/workbook.xml', 'an Excel workbook (.xlsx)'],
  ['xl/workbook.bin', 'an Excel workbook (.xlsb)'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'an OpenDocument spreadsheet (.ods)'],
  ['application/vnd.oasis.opendocument', 'an OpenDocument document'],
  ['word/document.xml', 'a Word document (.docx)'],
  ['ppt/presentation.xml', 'a PowerPoint presentation (.pptx)'],
  ['Index/Document.iwa', 'a Numbers or Pages document'],
  ['META-INF/MANIFEST.MF', 'a Java program'],
];

/** Stands as the archive's comment at the very end of the file. */
const haulComment = Buffer.from('Meterhaul job, handed over');
const haulAdvice =
  'It holds no meter files but a job on its way: import it (meterhaul import FILE --vtn URL).';

/**
 * A zip archive, or the document that it is: its members are named at the beginning and once more in the
 * directory at the end (APPNOTE, 4.3.6).
 */
export function recogniseZip(head: Buffer, tail: Buffer): RecognisedContent {
  if (tail.subarray(-haulComment.length).equals(haulComment))
    return { kind: 'unknown', format: 'a job that was handed over (.haul)', advice: haulAdvice };
  const found = documents.find(([member]) => head.includes(member) || tail.includes(member));
  if (found === undefined) return { kind: 'zip', format: 'a zip archive', advice: null };
  const advice = 'Open it in its program and save the sheet with the readings as CSV.';
  return { kind: 'unknown', format: found[1], advice };
}
