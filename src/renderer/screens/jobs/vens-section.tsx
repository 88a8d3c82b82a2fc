import type { VenRow } from '../../../contract/job-shapes.ts';
import { Table } from '../../components/table.tsx';
import type { Column } from '../../components/table.tsx';
import { count, percentText } from '../../words/figures.ts';
import { Section } from './section.tsx';

const columns: readonly Column<VenRow>[] = [
  { title: 'VEN', cell: ({ ven }) => ven },
  { title: 'Points confirmed', cell: ({ points }) => count(points.confirmed), isFigure: true },
  { title: 'of planned', cell: ({ points }) => count(points.planned), isFigure: true },
  { title: 'Share', cell: ({ points }) => percentText(points.confirmed, points.planned), isFigure: true },
  {
    title: 'Loads confirmed',
    cell: ({ loads }) => `${count(loads.confirmed)} of ${count(loads.total)}`,
    isFigure: true,
  },
  { title: 'Failed', cell: ({ loads }) => count(loads.failed), isFigure: true },
  { title: 'Skipped', cell: ({ loads }) => count(loads.skipped), isFigure: true },
];

export function VensSection({ vens }: { vens: readonly VenRow[] }) {
  if (vens.length === 0) return null;
  return (
    <Section title="By VEN">
      <Table caption="Points and loads by VEN" rows={vens} rowKey={({ ven }) => ven} columns={columns} />
    </Section>
  );
}
