import type { Command } from 'commander';
import { Option } from 'commander';
import type { FileInspection, Inspection, Preview } from '../../contract/inspection-shapes.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { openEngine } from '../engine-session.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { spellBytes, spellCount, spellInterval, spellMany, spellValue } from '../number-words.ts';
import { wholeNumber } from '../parse-values.ts';
import { showPlanning } from '../planning-progress.ts';
import { addMappingOptions, readMapping } from '../request-options.ts';
import type { MappingOptions } from '../request-options.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

type PreviewOptions = EverywhereOptions & MappingOptions & { readonly limit: number; readonly csv: boolean };

export function addInspect(program: Command, ends: (code: ExitCode) => void): void {
  const command = program
    .command('inspect')
    .description('what is in the files, and which belong together')
    .argument('<file...>', 'any files; each is recognised by its content')
    .addHelpText('after', '\nExample:\n  meterhaul inspect resources.db load_data.h5\n');
  addEverywhereOptions(command);
  command.action(async (paths: string[], options: EverywhereOptions) => {
    ends(await runCommand(options, (terminal) => inspect(paths, options, terminal)));
  });
}

export function addPreview(program: Command, ends: (code: ExitCode) => void): void {
  const command = program
    .command('preview')
    .description('the intervals as they would be sent, and the rows that would not')
    .argument('<file...>', 'resources.db and its load_data.h5')
    .option('--limit <n>', 'intervals to show', wholeNumber(0), 20)
    .addOption(new Option('--csv', 'print the intervals as CSV').default(false).conflicts('json'))
    .addHelpText(
      'after',
      '\nExample:\n  meterhaul preview resources.db load_data.h5 --ven Aalborg --limit 48\n',
    );
  addEverywhereOptions(addMappingOptions(command));
  command.action(async (files: string[], options: PreviewOptions) => {
    ends(await runCommand(options, (terminal) => preview(files, options, terminal)));
  });
}

async function inspect(paths: string[], options: EverywhereOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = openEngine(options);
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

function printFile(file: FileInspection, terminal: Terminal): void {
  terminal.out(`\n${terminal.paint('bold', file.path)}  ${file.format}, ${spellBytes(file.sizeBytes)}`);
  for (const { text } of file.problems) terminal.out(`  ! ${text}`);
  for (const dataset of file.datasets.slice(0, datasetsShown)) {
    terminal.out(`  ${dataset.name}  ${spellMany(dataset.rows, 'row')}`);
    if (dataset.readings !== null) {
      const { firstStart, lastStart, intervalMs, epochUnit } = dataset.readings;
      terminal.out(
        `    ${firstStart ?? '?'} to ${lastStart ?? '?'}, ${intervalMs === null ? 'length unknown' : spellInterval(intervalMs)}, epoch ${epochUnit} UTC`,
      );
    }
    for (const { name, type, samples } of dataset.columns) {
      terminal.out(
        `    ${name.padEnd(22)} ${type.padEnd(10)} ${samples.map(String).join(', ').slice(0, 70)}`,
      );
    }
  }
  if (file.datasetCount > datasetsShown)
    terminal.out(`  … ${spellMany(file.datasetCount, 'dataset')} in all`);
}

async function preview(files: string[], options: PreviewOptions, terminal: Terminal): Promise<ExitCode> {
  const { limit, ...mapping } = options;
  await using session = openEngine(options);
  const stopShowing = showPlanning(session.engine, terminal);
  const result = await session.engine.api
    .previewFiles({ files, limit, ...readMapping(mapping) })
    .finally(stopShowing);
  if (options.json) printJson(result);
  else if (options.csv) printCsv(result, terminal);
  else printPreview(result, terminal);
  return exitCodes.done;
}

function printCsv({ intervals }: Preview, terminal: Terminal): void {
  terminal.out('load,start,end,value,quality');
  for (const { load, start, end, value, quality } of intervals)
    terminal.out(`${csvField(load)},${start},${end},${value},${quality}`);
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const seriesShown = 15;
const rejectsShown = 20;

function printPreview({ series, totals, intervals, rejects }: Preview, terminal: Terminal): void {
  for (const each of series.slice(0, seriesShown)) {
    terminal.out(terminal.paint('bold', each.name));
    if (each.skipped !== null) {
      terminal.out(`  skipped: ${each.skipped.text}`);
      continue;
    }
    terminal.out(
      `  ${spellMany(each.intervals, 'interval')} of ${spellInterval(each.intervalMs ?? 0)}, ${each.firstStart ?? '-'} to ${each.lastStart ?? '-'}`,
    );
    terminal.out(
      `  sum ${spellValue(each.sum)} ${each.unit}, min ${spellValue(each.min ?? 0)}, max ${spellValue(each.max ?? 0)}; missing ${each.gaps}, ` +
        `duplicates ${each.duplicates}, conflicts ${each.conflicts}, rejected ${each.rejected}, short days ${each.shortDays}, long days ${each.longDays}`,
    );
  }
  if (series.length > seriesShown)
    terminal.out(`… ${spellCount(series.length)} loads in all (--json shows every one)`);
  terminal.out('\nstart                     end                       value           quality    load');
  for (const { load, start, end, value, quality } of intervals) {
    terminal.out(
      `${start.padEnd(25)} ${end.padEnd(25)} ${String(value).padEnd(15)} ${quality.padEnd(10)} ${load}`,
    );
  }
  for (const { file, row, text, reason } of rejects.slice(0, rejectsShown))
    terminal.out(`rejected: ${file} row ${row}: ${text}: ${reason}`);
  if (rejects.length > rejectsShown)
    terminal.out(`… ${spellMany(rejects.length, 'rejected row')} in all (--json shows every one)`);
  terminal.out(
    `\nRows ${spellCount(totals.rows)}: ${spellCount(totals.intervals)} to send, ${spellCount(totals.duplicates)} duplicates, ` +
      `${spellCount(totals.conflicts)} conflicts, ${spellCount(totals.gaps)} gaps, ${spellCount(totals.rejected)} rejected, ${spellCount(totals.ignored)} outside --from and --to`,
  );
}
