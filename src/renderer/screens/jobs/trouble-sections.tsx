import { errorCodes, isErrorCode } from '../../../contract/error-codes.ts';
import type { LoadTrouble, PlanProblem, RejectRow } from '../../../contract/job-shapes.ts';
import { Table } from '../../components/table.tsx';
import type { Column } from '../../components/table.tsx';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import { count } from '../../words/figures.ts';
import { fileName } from '../../words/job-title.ts';
import { Section } from './section.tsx';

/** A longer list would make the page slow; the command line has it whole. */
const mostRows = 200;

const troubleColumns: readonly Column<LoadTrouble>[] = [
  { title: 'Load', cell: ({ load }) => load },
  { title: 'VEN', cell: ({ ven }) => ven },
  { title: 'Why', cell: ({ text }) => <WordsWithCode text={text} /> },
  {
    title: 'What to do',
    cell: ({ code }) => <WordsWithCode text={isErrorCode(code) ? errorCodes[code].advice : ''} />,
  },
];

const rejectColumns: readonly Column<RejectRow>[] = [
  { title: 'Load', cell: ({ load }) => load },
  { title: 'Row', cell: ({ row }) => (row === null ? '' : count(row)), isFigure: true },
  { title: 'Field', cell: ({ field }) => field },
  { title: 'Found', cell: ({ text }) => text },
  { title: 'Why', cell: ({ reason }) => reason },
  { title: 'File', cell: ({ file }) => (file === null ? '' : fileName(file)) },
];

const problemColumns: readonly Column<PlanProblem>[] = [
  { title: 'Load', cell: ({ load }) => load ?? 'all' },
  { title: 'Problem', cell: ({ text }) => text },
];

export function FailedSection({ loads }: { loads: readonly LoadTrouble[] }) {
  if (loads.length === 0) return null;
  return (
    <Section title={`Failed loads (${count(loads.length)})`} hint={hintFor(loads.length)}>
      <Table
        caption="Failed loads"
        rows={loads.slice(0, mostRows)}
        rowKey={troubleKey}
        columns={troubleColumns}
      />
    </Section>
  );
}

export function SkippedSection({ loads }: { loads: readonly LoadTrouble[] }) {
  if (loads.length === 0) return null;
  return (
    <Section title={`Skipped loads (${count(loads.length)})`} hint={hintFor(loads.length)}>
      <Table
        caption="Skipped loads"
        rows={loads.slice(0, mostRows)}
        rowKey={troubleKey}
        columns={troubleColumns}
      />
    </Section>
  );
}

export function RejectsSection({
  rejects,
  rejectCount,
}: {
  rejects: readonly RejectRow[];
  rejectCount: number;
}) {
  if (rejectCount === 0) return null;
  const rows = rejects.slice(0, mostRows);
  const hint =
    rows.length < rejectCount ? `${count(rows.length)} of ${count(rejectCount)} are shown.` : undefined;
  return (
    <Section
      title={`Rejected intervals and rows (${count(rejectCount)})`}
      {...(hint === undefined ? {} : { hint })}
    >
      <Table
        caption="Rejected intervals and rows"
        rows={rows}
        rowKey={(_row, index) => String(index)}
        columns={rejectColumns}
      />
    </Section>
  );
}

export function ProblemsSection({ problems }: { problems: readonly PlanProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <Section title={`Problems seen while planning (${count(problems.length)})`}>
      <Table
        caption="Problems seen while planning"
        rows={problems.slice(0, mostRows)}
        rowKey={(_row, index) => String(index)}
        columns={problemColumns}
      />
    </Section>
  );
}

function troubleKey({ load, code }: LoadTrouble): string {
  return `${load} ${code}`;
}

function hintFor(length: number): string {
  return length > mostRows
    ? `The first ${count(mostRows)} are shown; \`meterhaul status JOB --failed\` lists them all.`
    : 'The other loads are not affected.';
}
