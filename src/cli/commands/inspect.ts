import type { Command } from 'commander';
import type { DatasetInspection, FileInspection, Inspection } from '../../contract/inspection-shapes.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { openEngine } from '../engine-session.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { spellBytes, spellInterval, spellMany } from '../number-words.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

export function addInspect(command: Command, ends: (code: ExitCode) => void): void {
  command.addHelpText('after', '\nExample:\n  meterhaul inspect readings.csv\n');
  addEverywhereOptions(command);
  command.action(async (paths: string[], options: EverywhereOptions) => {
    ends(await runCommand(options, (terminal) => inspect(paths, options, terminal)));
  });
}

async function inspect(paths: string[], options: EverywhereOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openEngine(options);
  const inspection = await session.engine.api.inspectFiles({ paths });
  if (options.json) printJson(inspection);
  else printInspection(inspection, terminal);
  const isReadable = inspection.files.some(({ kind }) => kind !== 'unknown');
  return isReadable ? exitCodes.done : exitCodes.notStarted;
}

function printInspection({ files, sets }: Inspection, terminal: Terminal): void {
  for (const file of files) printFile(file, terminal);
  for (const set of sets) {
    terminal.out(`\nThese belong together (preset ${set.preset}): ${set.files.join(' + ')}`);
    for (const evidence of set.evidence) terminal.out(`  ${evidence}`);
  }
}

const datasetsShown = 12;
const columnsShown = 40;

function printFile(file: FileInspection, terminal: Terminal): void {
  terminal.out(`\n${terminal.paint('bold', file.path)}  ${file.format}, ${spellBytes(file.sizeBytes)}`);
  for (const { text, row } of file.problems) terminal.out(`  ! ${row === null ? '' : `row ${row}: `}${text}`);
  for (const dataset of file.datasets.slice(0, datasetsShown)) printDataset(dataset, terminal);
  if (file.datasetCount > datasetsShown)
    terminal.out(`  … ${spellMany(file.datasetCount, 'dataset')} in all`);
  printProposal(file, terminal);
}

function printDataset(dataset: DatasetInspection, terminal: Terminal): void {
  const about = dataset.rowsAreEstimated ? 'about ' : '';
  terminal.out(`  ${dataset.name}  ${about}${spellMany(dataset.rows, 'row')}`);
  if (dataset.readings !== null) {
    const { firstStart, lastStart, intervalMs, epochUnit } = dataset.readings;
    const length = intervalMs === null ? 'length unknown' : spellInterval(intervalMs);
    terminal.out(`    ${firstStart ?? '?'} to ${lastStart ?? '?'}, ${length}, epoch ${epochUnit} UTC`);
  }
  for (const { name, type, samples } of dataset.columns.slice(0, columnsShown)) {
    terminal.out(`    ${name.padEnd(22)} ${type.padEnd(10)} ${samples.map(String).join(', ').slice(0, 70)}`);
  }
  const more = dataset.columns.length - columnsShown;
  if (more > 0) terminal.out(`    … ${spellMany(more, 'more column')}`);
}

function printProposal({ proposal }: FileInspection, terminal: Terminal): void {
  if (proposal === null) return;
  const name = 'preset' in proposal.mapping ? proposal.mapping.preset : proposal.mapping.name;
  terminal.out(`\n  Would be read as ${name} (${Math.round(proposal.confidence * 100)} % sure):`);
  for (const evidence of proposal.evidence) terminal.out(`    ${evidence}`);
  for (const { text } of proposal.warnings) terminal.out(`  ! ${text}`);
  for (const { text, option, suggestions } of proposal.questions) {
    terminal.out(`  ? ${text}`);
    const first =
      suggestions.length === 0 ? '' : ` The file speaks for ${suggestions.slice(0, 3).join(', ')}.`;
    terminal.out(`    Answer with ${option}.${first}`);
  }
}
