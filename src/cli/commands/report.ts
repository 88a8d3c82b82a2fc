import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../contract/app-error.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { openEngine } from '../engine-session.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { spellBytes } from '../number-words.ts';
import { showPlanning } from '../planning-progress.ts';
import { nothingBegun } from '../nothing-begun.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

type ReportOptions = EverywhereOptions & { readonly out?: string; readonly check?: string };

export function addReport(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--out <file>', 'where to write it: .html to print, .csv or .json for machines')
    .option('--check <file>', 'say whether a report is as it was written')
    .addHelpText(
      'after',
      '\nExamples:\n  meterhaul report 20261120-2305-k3f9 --out report.html\n  meterhaul report --check report.html\n',
    );
  addEverywhereOptions(command);
  command.action(async (jobId: string | undefined, options: ReportOptions) => {
    ends(await runCommand(options, (terminal) => report(jobId, options, terminal), nothingBegun));
  });
}

async function report(
  jobId: string | undefined,
  options: ReportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { out, check } = options;
  if (check !== undefined && jobId === undefined && out === undefined)
    return checkFile(check, options, terminal);
  if (jobId === undefined || out === undefined || check !== undefined)
    throw new AppError(
      'usage/invalid',
      'Give a job and --out FILE to write a report, or --check FILE alone to check one.',
    );
  return write(jobId, out, options, terminal);
}

const formats = { '.html': 'html', '.htm': 'html', '.csv': 'csv', '.json': 'json' } as const;

async function write(
  jobId: string,
  out: string,
  options: ReportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const ending = path.extname(out).toLowerCase();
  if (!isFormat(ending))
    throw new AppError('usage/invalid', `--out ${out}: the name must end in .html, .csv or .json.`);
  await using session = await openEngine(options);
  const stopShowing = showPlanning(session.engine, terminal);
  const written = await session.engine.api
    .writeReport({ jobId, format: formats[ending], path: path.resolve(out) })
    .finally(stopShowing);
  if (options.json) printJson({ job: jobId, ...written, exitCode: exitCodes.done });
  else terminal.out(`Written: ${written.path} (${spellBytes(written.bytes)})`);
  return exitCodes.done;
}

function isFormat(ending: string): ending is keyof typeof formats {
  return Object.hasOwn(formats, ending);
}

async function checkFile(file: string, options: ReportOptions, terminal: Terminal): Promise<ExitCode> {
  const { checkReport } = await import('../../engine/report/checksum.ts');
  const checked = await checkReport(path.resolve(file));
  const exitCode = checked.isIntact ? exitCodes.done : exitCodes.incomplete;
  if (options.json) printJson({ ...checked, exitCode });
  else if (checked.isIntact)
    terminal.out(terminal.paint('green', `${file} is as Meterhaul wrote it (SHA-256 ${checked.found}).`));
  else
    terminal.out(
      terminal.paint(
        'red',
        `${file} was ALTERED after it was written: its checksum is ${checked.stated}, its content comes to ${checked.found}.`,
      ),
    );
  return exitCode;
}
