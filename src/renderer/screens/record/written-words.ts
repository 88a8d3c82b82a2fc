import i18next from 'i18next';
import type { WrittenFile } from '../../../contract/handover-shapes.ts';
import { bytes } from '../../words/figures.ts';

/** Where the file is, in a sentence. */
export function writtenWords({ name, bytes: sizeBytes, downloadId }: WrittenFile): string {
  const figures = { name, size: bytes(sizeBytes) };
  return downloadId === null
    ? i18next.t('record:written.done', figures)
    : i18next.t('record:written.downloaded', figures);
}
