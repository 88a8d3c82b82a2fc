import type { RejectedRow } from '../../contract/inspection-shapes.ts';
import { mappingDocument } from '../../contract/mapping-document.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import type { MappingChoice, MappingProposal, MappingQuestion } from '../../contract/mapping-proposal.ts';
import type { Nem12Source } from '../sources/nem12/nem12-source.ts';
import type { MappedReading } from '../workers/mapped-files.ts';
import type { ProposalAnswers } from '../workers/reader.ts';
import { spellDuration } from './spell-duration.ts';

/** NEM12 says it all itself: meters, registers, units, lengths, quality, and the zone by its own rules. */
export function proposeNem12(source: Nem12Source, answers: ProposalAnswers): MappingProposal {
  const { timeZone: zone, toUnit, resampleMs, unit } = answers;
  const unknown = source.channels.filter((channel) => channel.unit === null).map(({ key }) => key);
  const units = [...new Set(source.channels.map(({ unitText }) => unitText || 'no unit'))];
  const whichFile = `A meter data file of the Australian market (NEM12): ${source.channels.length} channels in ${units.join(', ')}.`;
  const whichZone =
    zone === null
      ? `Its days are of market time, ${source.zone} all year round, as its specification says.`
      : `Its days are taken as ${zone}, as asked for; the specification says ${source.zone}.`;
  const whichQuality = 'The quality flag A is sent as GOOD, every other as ESTIMATED; N is a gap.';
  return {
    mapping: {
      ...nem12Mapping(zone ?? source.zone),
      values: unknown.map((key) => ({ column: key, name: key, unit, kind: null, factor: 1 })),
      toUnit,
      resample: resampleMs === null ? null : spellDuration(resampleMs),
    },
    confidence: 1,
    evidence: [whichFile, whichZone, whichQuality],
    choices: [
      choice('zone', zone ?? source.zone, [whichZone], zone === null ? [] : [source.zone]),
      choice('quality', 'NEM12', [whichQuality]),
      ...(unknown.length === 0
        ? []
        : [choice('unit', unit ?? '', [askUnit(unknown).text], ['kWh', 'Wh', 'm3'])]),
    ],
    questions: unit === null && unknown.length > 0 ? [askUnit(unknown)] : [],
    warnings: [...source.problems],
  };
}

function choice(
  field: MappingChoice['field'],
  chosen: string,
  evidence: string[],
  alternatives: readonly string[] = [],
): MappingChoice {
  const others = alternatives.filter((text) => text !== chosen);
  return { field, chosen, confidence: chosen === '' ? 0 : 1, evidence, alternatives: others };
}

/** The answer is for these channels alone: the others say their unit themselves. */
function askUnit(channels: readonly string[]): MappingQuestion {
  return {
    code: 'mapping/unit-unknown',
    text: `The file gives no unit for ${channels.join(', ')}.`,
    option: '--unit UNIT',
    suggestions: [],
  };
}

function nem12Mapping(zone: string): MappingDocument {
  return mappingDocument.parse({
    meterhaul: 'mapping',
    version: 1,
    name: 'NEM12',
    description: 'Meter data file of the Australian market; the format itself says what every value is.',
    format: 'nem12',
    time: { stamp: null, zone },
  });
}

/** The channels of a NEM12 file as the series of a mapping; the source stays open until this is closed. */
export function mapNem12(source: Nem12Source, { values }: MappingDocument): MappedReading {
  // What a person says of a channel goes for those that say nothing themselves.
  const channels = source.channels.map((channel) => ({
    ...channel,
    unit: channel.unit ?? values.find(({ column }) => column === channel.key)?.unit ?? null,
  }));
  return {
    found: {
      series: channels.map(({ key, nmi, unit, kind, rows, rejectedRows }) => {
        return { name: key, meter: nmi, unit, kind, rows, rejected: rejectedRows };
      }),
      rows: channels.reduce((sum, { rows }) => sum + rows, 0),
      isComplete: true,
      rejected: source.rejectedRows,
      ignored: source.ignoredRows,
      problems: [],
    },
    series(name) {
      const channel = channels.find(({ key }) => key === name);
      if (channel === undefined) return null;
      const { unit, kind } = channel;
      return { unit, kind, parts: [{ raw: source.readings(channel), factor: 1 }] };
    },
    rejects: () => listRejects(source),
    rejectsOf: (_, rowsOf) => rejectsOf(source, rowsOf),
    close: () => source.close(),
  };
}

function listRejects(source: Nem12Source): RejectedRow[] {
  const rows: RejectedRow[] = [];
  source.rejects(
    (cell) => rows.push({ outcome: 'rejected', ...cell }),
    ({ row, text, reason }) => rows.push({ outcome: 'ignored', row, field: 'line', text, reason }),
  );
  return rows;
}

/** The format names no channel with a rejected cell: it is of the one that has other cells of the same row. */
function rejectsOf(source: Nem12Source, rowsOf: () => Float64Array | null): RejectedRow[] {
  const rejected = listRejects(source).filter(({ outcome }) => outcome === 'rejected');
  if (source.channels.length === 1 || rejected.length === 0) return rejected;
  const rows = new Set(rowsOf());
  return rejected.filter(({ row }) => rows.has(row));
}
