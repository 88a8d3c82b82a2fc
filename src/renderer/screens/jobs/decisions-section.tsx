import type { JobDetail } from '../../../contract/job-shapes.ts';
import { Table } from '../../components/table.tsx';
import type { Column } from '../../components/table.tsx';
import { instant } from '../../words/figures.ts';
import { Section } from './section.tsx';

type Decision = JobDetail['decisions'][number];

const columns: readonly Column<Decision>[] = [
  { title: 'When', cell: ({ at }) => <time dateTime={at}>{instant(at)}</time> },
  { title: 'What', cell: ({ text }) => text },
];

/** What Meterhaul did by itself on the way, the latest first. */
export function DecisionsSection({ decisions }: { decisions: readonly Decision[] }) {
  if (decisions.length === 0) return null;
  return (
    <Section title="Decisions on the way">
      <Table
        caption="Decisions on the way"
        rows={decisions.toReversed()}
        rowKey={(_row, index) => String(decisions.length - index)}
        columns={columns}
      />
    </Section>
  );
}
