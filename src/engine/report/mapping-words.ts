import type { MappingDocument } from '../../contract/mapping-document.ts';
import type { MappingRequest, SelectionRequest } from '../../contract/request-shapes.ts';

/** How the readings of one file became intervals, in sentences. */
export function describeMapping(mapping: MappingDocument | null): string[] {
  if (mapping === null) {
    return [
      'Read as a VEN client keeps it: the database says which loads there are and which VTN resource each has, the ' +
        'meter file holds a list of times and values for each load. Values are sent as they stand there, in watts.',
    ];
  }
  return [
    ...describeTime(mapping),
    ...describeValues(mapping),
    ...describeSeries(mapping),
    ...describeQuality(mapping),
    ...describeMissing(mapping),
  ];
}

/** What was asked of the job as a whole, in sentences. */
export function describeRequest(mapping: MappingRequest, selection: SelectionRequest): string[] {
  const conflicts = {
    reject: 'left out and listed',
    first: 'settled by the first in the file',
    last: 'settled by the last in the file',
  } as const;
  const zero =
    mapping.zeroQuality === null ? '' : ` Values of exactly zero were sent as ${mapping.zeroQuality}.`;
  const chosen: string[] = [];
  if (selection.vens.length > 0) chosen.push(`of the VENs ${listed(selection.vens)}`);
  if (selection.loads.length > 0) chosen.push(`of ${selection.loads.length} chosen loads`);
  if (selection.exceptLoads.length > 0) chosen.push(`without ${selection.exceptLoads.length} loads`);
  if (selection.limitLoads !== null) chosen.push(`of the first ${selection.limitLoads} loads`);
  if (selection.fromMs !== null) chosen.push(`from ${new Date(selection.fromMs).toISOString()} on`);
  if (selection.toMs !== null) chosen.push(`before ${new Date(selection.toMs).toISOString()}`);
  return [
    ...(mapping.timeZone === null
      ? []
      : [`Wall clock times without a zone were read as of ${mapping.timeZone}.`]),
    ...(mapping.intervalMs === null
      ? []
      : [`Every interval was taken to be ${mapping.intervalMs / 1000} s long.`]),
    `Intervals of which the source does not say the quality were sent as ${mapping.quality}.${zero}`,
    `Equal readings of one time were sent once; readings of one time with different values were ${conflicts[mapping.onConflict]}.`,
    chosen.length === 0
      ? 'Everything in the files was chosen.'
      : `Chosen were the intervals ${chosen.join(', ')}.`,
  ];
}

function describeTime({ time, layout, dayColumns }: MappingDocument): string[] {
  const said: string[] = [];
  if (time.stamp === null) {
    const from = time.firstStart === null ? '' : ` The first starts at ${time.firstStart}.`;
    said.push(`The rows carry no time of their own and follow each other.${from}`);
  } else {
    const label = time.label === 'start' ? 'the start' : 'the end';
    const what = time.end === null ? `${label} of its interval` : 'the start of its interval';
    said.push(`The time stands in ${listed(time.stamp.columns)}, written as ${time.stamp.pattern}: ${what}.`);
  }
  if (time.end !== null)
    said.push(
      `The end stands in ${listed(time.end.columns)}, written as ${time.end.pattern}` +
        (time.endIsInclusive ? ', and names the last moment within the interval.' : '.'),
    );
  if (time.zone === 'data') said.push('Each time says its own offset from UTC.');
  else if (time.zone !== null) said.push(`Times are those of ${time.zone}.`);
  if (time.interval !== null) said.push(`Each interval is ${time.interval} long (ISO 8601).`);
  if (time.daylight !== null)
    said.push(`The column "${time.daylight.column}" tells the two equal hours of autumn apart.`);
  if (layout === 'wide-by-interval')
    said.push(`Each row holds a day, in ${dayColumns.length} columns of values.`);
  return said;
}

const kinds = {
  interval: 'the energy of the interval',
  power: 'the mean power of the interval',
  register: 'the state of a register, of which the differences were sent',
} as const;

function describeValues({
  values,
  unitColumn,
  toUnit,
  resample,
  decimal,
  registerReset,
}: MappingDocument): string[] {
  const said = values.map(({ column, name, unit, kind, factor }) => {
    const as = name === column ? '' : ` as "${name}"`;
    const times = factor === 1 ? '' : `, times ${factor}`;
    const means = kind === null ? '' : `: ${kinds[kind]}`;
    return `Values stand in "${column}"${as}${unit === null ? '' : `, in ${unit}`}${times}${means}.`;
  });
  if (unitColumn !== null) said.push(`The unit stands in "${unitColumn}", row by row.`);
  said.push(
    toUnit === null ? 'Values were sent as they stand.' : `Values were converted and sent in ${toUnit}.`,
  );
  if (resample !== null) said.push(`Readings were brought to intervals of ${resample} (ISO 8601).`);
  if (decimal === ',') said.push('Decimals are written with a comma.');
  const resets = {
    gap: 'left a gap',
    rollover: 'was counted on over its end',
    restart: 'was taken as a new start',
  };
  if (values.some(({ kind }) => kind === 'register'))
    said.push(`Where a register steps back, it ${resets[registerReset]}.`);
  return said;
}

function describeSeries({ meterColumn, register, only, datasets }: MappingDocument): string[] {
  const said: string[] = [];
  if (datasets.length > 0) said.push(`Read were ${listed(datasets)}.`);
  said.push(meterColumn === null ? 'The file is of one meter.' : `The meter stands in "${meterColumn}".`);
  if (register !== null) said.push(`The register stands in "${register.column}".`);
  if (only !== null) said.push(`Only rows with ${listed(only.values)} in "${only.column}" were read.`);
  return said;
}

function describeQuality({ quality }: MappingDocument): string[] {
  if (quality === null) return [];
  const codes = Object.entries(quality.codes).map(([code, meaning]) =>
    meaning === 'gap' ? `"${code}" means no value` : `"${code}" means ${meaning}`,
  );
  return [`The quality stands in "${quality.column}": ${codes.join(', ')}.`];
}

function describeMissing({ missing }: MappingDocument): string[] {
  return missing.length === 0 ? [] : [`These too mean that there is no value: ${listed(missing)}.`];
}

function listed(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(', ');
}
