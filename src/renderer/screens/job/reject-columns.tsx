import type { useTranslation } from 'react-i18next';
import type { RejectRow } from '../../../contract/job-shapes.ts';
import type { VirtualColumn } from '../../components/virtual-table.tsx';
import { count } from '../../words/figures.ts';
import { fileName } from '../../words/file-name.ts';

export type OutcomeWords = ReturnType<typeof useTranslation<'outcome'>>['t'];

export function rejectColumns(t: OutcomeWords): readonly VirtualColumn<RejectRow>[] {
  return [
    { id: 'load', title: t('rejects.load'), cell: ({ load }) => load, width: 10, grows: true, opens: true },
    { id: 'ven', title: t('rejects.ven'), cell: ({ ven }) => ven, width: 7 },
    { id: 'why', title: t('rejects.why'), cell: ({ reason }) => english(reason), width: 14, grows: true },
    { id: 'text', title: t('rejects.text'), cell: ({ text }) => text, width: 9, grows: true },
    { id: 'field', title: t('rejects.field'), cell: ({ field }) => field, width: 6 },
    {
      id: 'row',
      title: t('rejects.row'),
      cell: ({ row }) => (row === null ? '' : count(row)),
      isFigure: true,
      width: 5,
    },
    {
      id: 'file',
      title: t('rejects.file'),
      cell: ({ file }) => (file === null ? '' : fileName(file)),
      width: 8,
    },
  ];
}

/** Words of the engine or of the VTN. */
function english(text: string) {
  return (
    <span lang="en" title={text}>
      {text}
    </span>
  );
}
