import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { AppError } from '../contract/app-error.ts';
import type {
  JobRequest,
  MappingAnswers,
  MappingRequest,
  SelectionRequest,
} from '../contract/request-shapes.ts';
import { isQualityCode, qualityCodes } from '../domain/quality-code.ts';
import type { QualityCode } from '../domain/quality-code.ts';
import { readingKinds } from '../domain/reading-kind.ts';
import type { ReadingKind } from '../domain/reading-kind.ts';
import { readUnit } from '../domain/settle/unit-text.ts';
import { unitCodes } from '../domain/unit.ts';
import type { Unit } from '../domain/unit.ts';
import type { EverywhereOptions } from './everywhere-options.ts';
import { instant, isoDuration, timeZone } from './parse-times.ts';
import { collect } from './parse-values.ts';

/** Options of `preview` and `upload` that say how readings become intervals, which of them, and where they belong. */
export interface MappingOptions {
  readonly preset: string;
  readonly table?: string;
  readonly dataset?: string;
  readonly time?: string;
  readonly end?: string;
  readonly value: string[];
  readonly meter?: string;
  readonly tz?: string;
  readonly stamp?: 'start' | 'end';
  readonly interval?: number;
  readonly unit?: Unit;
  readonly toUnit?: Unit;
  readonly kind?: ReadingKind;
  readonly missing: string[];
  readonly resample?: number;
  readonly firstStart?: string;
  readonly quality?: string;
  readonly zeroQuality?: QualityCode;
  readonly onConflict: MappingRequest['onConflict'];
  readonly saveMapping?: string;
  readonly ven: string[];
  readonly load: string[];
  readonly from?: string;
  readonly to?: string;
  readonly includeDisabled: boolean;
  readonly resource?: string;
  readonly resources?: string;
}

export function addMappingOptions(command: Command): Command {
  addColumnOptions(command.optionsGroup('Mapping:'));
  addReadingOptions(command);
  return command
    .optionsGroup('Selection:')
    .option('--ven <name>', 'only this VEN (repeatable)', collect, [])
    .option('--load <id>', 'only this load, meter or series (repeatable)', collect, [])
    .option('--from <time>', 'only intervals that start at or after this')
    .option('--to <time>', 'only intervals that start before this')
    .option('--include-disabled', 'also loads that are switched off or suspended', false)
    .optionsGroup('Resources:')
    .option('--resource <uuid>', 'VTN resource of the one series there is')
    .option('--resources <file>', 'CSV of meter -> resource, with a report_id where there is one');
}

function addColumnOptions(command: Command): Command {
  return command
    .option(
      '--preset <name>',
      'how the files are laid out: auto, ven-client, a mapping FILE.json, or the name of a kept mapping',
      'auto',
    )
    .option('--table <name>', 'the table, or the section of a CSV')
    .option('--dataset <path>', 'the dataset or group of an HDF5 file')
    .option('--time <column>', 'column of the time stamps')
    .option('--end <column>', "column of the intervals' ends")
    .option('--value <column>', 'column of the values (repeatable)', collect, [])
    .option('--meter <column>', 'column of the meter ids')
    .option(
      '--save-mapping <file>',
      'write down how the file was read: FILE.json, or a name to keep it under',
    );
}

function addReadingOptions(command: Command): Command {
  return command
    .option('--tz <zone>', 'time zone of clocks in the files, of --from, --to, months and hours', timeZone)
    .addOption(
      new Option('--stamp <which>', 'what a time stamp names: the start or the end of its interval').choices([
        'start',
        'end',
      ]),
    )
    .option(
      '--interval <duration>',
      'length of every interval, as PT1H, instead of the one found in the data',
      isoDuration,
    )
    .option('--unit <unit>', `unit of the values: ${unitCodes.slice(0, 8).join(', ')}, …`, unit)
    .option('--to-unit <unit>', 'convert the values to this unit', unit)
    .addOption(
      new Option(
        '--kind <kind>',
        'what a value is: energy of its interval, mean power, or the state of a register',
      ).choices(readingKinds),
    )
    .option('--missing <code>', 'a value that means none, as -99999 (repeatable)', collect, [])
    .option('--first-start <time>', 'start of the first row, for a dataset without a column of time')
    .option('--resample <duration>', 'bring irregular readings to this length, as PT15M', isoDuration)
    .option(
      '--quality <code|column>',
      `quality of every interval (${qualityCodes.join(', ')}), or the column that says it; GOOD where nothing does`,
    )
    .option(
      '--zero-quality <code>',
      'quality of intervals whose value is exactly 0, as ESTIMATED',
      qualityCode,
    )
    .addOption(
      new Option('--on-conflict <policy>', 'two readings with one start and different values')
        .choices(['reject', 'first', 'last'])
        .default('reject'),
    );
}

/** The request that the options mean. Throws usage/invalid, also for a mapping file that is none. */
export async function readMapping(
  options: MappingOptions & Pick<EverywhereOptions, 'stateDir'>,
  { limitLoads }: Pick<SelectionRequest, 'limitLoads'>,
): Promise<Pick<JobRequest, 'mapping' | 'selection' | 'resources'>> {
  const zone = options.tz ?? null;
  const selection: SelectionRequest = {
    vens: options.ven,
    loads: options.load,
    exceptLoads: [],
    limitLoads,
    fromMs: options.from === undefined ? null : readInstant('--from', options.from, zone),
    toMs: options.to === undefined ? null : readInstant('--to', options.to, zone),
    includeDisabled: options.includeDisabled,
  };
  if (selection.fromMs !== null && selection.toMs !== null && selection.fromMs >= selection.toMs) {
    throw new AppError('usage/invalid', '--from must be before --to.');
  }
  if (options.resource !== undefined && options.resources !== undefined)
    throw new AppError('usage/invalid', 'Give --resource or --resources, not both.');
  const { readPreset } = await import('./preset-file.ts');
  return {
    mapping: {
      ...readPreset(options.preset, options.stateDir),
      documents: [],
      answers: readAnswers(options),
      timeZone: zone,
      intervalMs: options.interval ?? null,
      quality: codeOf(options) ?? 'GOOD',
      zeroQuality: options.zeroQuality ?? null,
      onConflict: options.onConflict,
    },
    resources: { single: options.resource ?? null, listPath: options.resources ?? null, typed: {} },
    selection,
  };
}

/** The one quality that `--quality` gives to all readings; null when it names a column or was not given. */
function codeOf({ quality }: MappingOptions): QualityCode | null {
  const code = quality?.toUpperCase() ?? '';
  return isQualityCode(code) ? code : null;
}

function readAnswers(options: MappingOptions): MappingAnswers {
  if (options.table !== undefined && options.dataset !== undefined)
    throw new AppError('usage/invalid', 'Give --table or --dataset, not both.');
  return {
    dataset: options.table ?? options.dataset ?? null,
    time: options.time ?? null,
    end: options.end ?? null,
    values: options.value,
    qualityColumn: codeOf(options) === null ? (options.quality ?? null) : null,
    qualityCode: codeOf(options),
    meter: options.meter ?? null,
    label: options.stamp ?? null,
    unit: options.unit ?? null,
    toUnit: options.toUnit ?? null,
    kind: options.kind ?? null,
    missing: options.missing,
    resampleMs: options.resample ?? null,
    firstStart:
      options.firstStart === undefined ? null : readFirstStart(options.firstStart, options.tz ?? null),
  };
}

function unit(text: string): Unit {
  const found = readUnit(text);
  if (found !== null) return found;
  throw new InvalidArgumentError(`Meterhaul knows ${unitCodes.join(', ')}.`);
}

function qualityCode(text: string): QualityCode {
  const code = text.toUpperCase();
  if (isQualityCode(code)) return code;
  throw new InvalidArgumentError(`The VTN knows ${qualityCodes.join(', ')}.`);
}

function readFirstStart(text: string, zone: string | null): string {
  return new Date(readInstant('--first-start', text, zone)).toISOString();
}

function readInstant(option: string, text: string, zone: string | null): number {
  try {
    return instant(text, zone);
  } catch (thrown) {
    throw new AppError('usage/invalid', `${option}: ${(thrown as Error).message}`);
  }
}
