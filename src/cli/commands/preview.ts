import type { Command } from 'commander';
import { Option } from 'commander';
import type { Preview, PreviewSeries } from '../../contract/inspection-shapes.ts';
import type { JobRequest } from '../../contract/request-shapes.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { csvField } from '../../domain/csv-field.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { openEngine } from '../engine-session.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { addMappingOptions, readMapping } from '../mapping-options.ts';
import type { MappingOptions } from '../mapping-options.ts';
import { spellCount, spellInterval, spellMany, spellValue } from '../number-words.ts';
import { wholeNumber } from '../parse-values.ts';
import { showPlanning } from '../planning-progress.ts';
import { writeRejects } from '../rejects-file.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

type PreviewOptions = EverywhereOptions &
  MappingOptions & {
    readonly limit: number;
    readonly csv: boolean;
    readonly all: boolean;
    readonly firstPage: boolean;
    readonly rejects?: string;
  };

export function addPreview(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--limit <n>', 'intervals to show', wholeNumber(0), 20)
    .addOption(new Option('--csv', 'print the intervals as CSV').default(false).conflicts('json'))
    .option('--all', 'read large files to their end too, for counts of the whole', false)
    .addOption(
      new Option('--first-page', 'read no more than is shown').default(false).conflicts(['all', 'rejects']),
    )
    .option('--rejects <file>', 'write every row that would not be sent to this CSV')
    .addHelpText(
      'after',
      '\nExample:\n  meterhaul preview readings.csv --tz Europe/Copenhagen --limit 48\n' +
        '  meterhaul preview resources.db load_data.h5 --ven Aalborg\n',
    );
  addEverywhereOptions(addMappingOptions(command));
  command.action(async (files: string[], options: PreviewOptions) => {
    ends(await runCommand(options, (terminal) => preview(files, options, terminal)));
  });
}

async function preview(files: string[], options: PreviewOptions, terminal: Terminal): Promise<ExitCode> {
  const request = { files, ...(await readMapping(options, { limitLoads: null })) };
  await using session = await openEngine(options);
  const { engine } = session;
  const stopShowing = showPlanning(engine, terminal);
  const result = await look(engine, request, options).finally(stopShowing);
  if (options.json) printJson(result);
  else if (options.csv) printCsv(result, terminal);
  else printPreview(result, terminal);
  if (options.saveMapping !== undefined) {
    const { saveMappingOf } = await import('../preset-file.ts');
    const place = await saveMappingOf(engine, request, options.saveMapping, options.stateDir);
    terminal.say(`Mapping written to ${place}`);
  }
  if (options.rejects !== undefined) {
    const count = await writeRejects(engine, request, result, options.rejects);
    terminal.say(`${spellMany(count, 'row')} that would not be sent written to ${options.rejects}`);
  }
  return exitCodes.done;
}

function look(
  engine: Engine,
  request: Pick<JobRequest, 'files' | 'mapping' | 'resources' | 'selection'>,
  { limit, all, firstPage, rejects }: PreviewOptions,
): Promise<Preview> {
  const extent = all || rejects !== undefined ? 'all' : firstPage ? 'first-page' : 'auto';
  return engine.api.previewFiles({ ...request, limit, extent });
}

function printCsv({ intervals }: Preview, terminal: Terminal): void {
  terminal.out('load,start,end,value,quality');
  for (const { load, start, end, value, quality } of intervals)
    terminal.out(`${csvField(load)},${start},${end},${value},${quality}`);
}

const seriesShown = 15;
const rejectsShown = 20;
const problemsShown = 20;

function printPreview(result: Preview, terminal: Terminal): void {
  const { series, totals, intervals, rejects, problems, questions } = result;
  for (const each of series.slice(0, seriesShown)) printSeries(each, terminal);
  if (series.length > seriesShown)
    terminal.out(`… ${spellCount(series.length)} series in all (--json shows every one)`);
  terminal.out('\nstart                     end                       value           quality    load');
  for (const { load, start, end, value, quality } of intervals) {
    terminal.out(
      `${start.padEnd(25)} ${end.padEnd(25)} ${String(value).padEnd(15)} ${quality.padEnd(10)} ${load}`,
    );
  }
  for (const { file, row, field, text, reason } of rejects.slice(0, rejectsShown))
    terminal.out(`rejected: ${file} row ${row}, ${field} "${text}": ${reason}`);
  if (rejects.length > rejectsShown)
    terminal.out(`… ${spellMany(rejects.length, 'rejected row')} in all (--rejects FILE writes every one)`);
  for (const { text } of problems.slice(0, problemsShown)) terminal.out(`Note  ${text}`);
  if (problems.length > problemsShown) terminal.out(`… ${spellMany(problems.length, 'note')} in all`);
  const of = result.complete ? 'Rows' : 'Of the first rows';
  terminal.out(
    `\n${of} ${spellCount(totals.rows)}: ${spellCount(totals.intervals)} to send, ${spellCount(totals.duplicates)} duplicates, ` +
      `${spellCount(totals.conflicts)} conflicts, ${spellCount(totals.gaps)} gaps, ${spellCount(totals.rejected)} rejected, ` +
      `${spellCount(totals.ignored)} ignored or outside --from and --to`,
  );
  if (!result.complete)
    terminal.out('The file is large: only its first rows were read. Add --all to count the whole of it.');
  for (const { text, option, suggestions } of questions) {
    terminal.out(`\n${terminal.paint('bold', 'To be answered before an upload:')} ${text}`);
    const hint =
      suggestions.length === 0 ? '' : ` The file speaks for ${suggestions.slice(0, 3).join(', ')}.`;
    terminal.out(`  Answer with ${option}.${hint}`);
  }
}

function printSeries(each: PreviewSeries, terminal: Terminal): void {
  terminal.out(terminal.paint('bold', each.name));
  if (each.skipped !== null) {
    terminal.out(`  skipped: ${each.skipped.text}`);
    return;
  }
  const length = each.intervalMs === null ? '?' : spellInterval(each.intervalMs);
  terminal.out(
    `  ${spellMany(each.intervals, 'interval')} of ${length}, ${each.firstStart ?? '-'} to ${each.lastStart ?? '-'}, days of ${each.timeZone}`,
  );
  const [sum, mean, min, max] = [each.sum, each.mean ?? 0, each.min ?? 0, each.max ?? 0].map(spellValue);
  terminal.out(
    `  sum ${sum}, mean ${mean}, min ${min}, max ${max} ${each.unit === '' ? '(unit unknown)' : each.unit}`,
  );
  terminal.out(
    `  missing ${each.gaps}, empty ${each.emptyValues}, duplicates ${each.duplicates}, conflicts ${each.conflicts}, ` +
      `rejected ${each.rejected}, short days ${each.shortDays}, long days ${each.longDays}`,
  );
  for (const { text } of each.findings) terminal.out(`  - ${text}`);
}
