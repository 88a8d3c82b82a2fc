import type { MappingDocument, ValueMapping } from '../../../contract/mapping-document.ts';
import type { ReadingKind } from '../../../domain/reading-kind.ts';
import { conversionOf, dimensionOf } from '../../../domain/settle/convert-unit.ts';
import type { Conversion } from '../../../domain/settle/convert-unit.ts';
import { readUnit } from '../../../domain/settle/unit-text.ts';
import type { Unit } from '../../../domain/unit.ts';

/** Which clock the stamps of a series are of; unknown until its first reading. */
export const seriesClock = { unknown: 0, wall: 1, instant: 2 } as const;

export interface OpenSeries {
  readonly place: number;
  readonly name: string;
  readonly dataset: string;
  readonly meter: string | null;
  readonly register: string | null;
  unit: Unit | null;
  /** The unit as the file wrote it; null while nothing has said it. */
  unitText: string | null;
  kind: ReadingKind | null;
  clock: number;
  readonly parts: OpenPart[];
}

export interface OpenPart {
  readonly place: number;
  readonly label: string;
  readonly factor: number;
}

/** Where the readings of a key's value column go. */
export interface Target {
  readonly series: OpenSeries;
  readonly part: number;
  /** From the unit of these rows to that of the series; null when they are the same. */
  readonly conversion: Conversion | null;
  /** These rows have a dash for unit: without a value they are no readings of this series at all, not even gaps. */
  readonly skipsGaps: boolean;
}

/** What the cells of a row say about the series its readings are of. */
export interface RowKey {
  readonly dataset: string;
  readonly meter: string | null;
  readonly register: string | null;
  /** The text of the unit column; empty when there is none or it says nothing. */
  readonly unitText: string;
}

/** The series and parts found so far. Asked once for each key, not for each row. */
export class SeriesTable {
  readonly series: OpenSeries[] = [];
  partCount = 0;
  readonly #mapping: MappingDocument;
  readonly #values: readonly ValueMapping[];
  readonly #namesDataset: boolean;
  readonly #namesValue: boolean;
  readonly #registers: ReadonlyMap<string, { readonly name: string; readonly factor: number }>;
  readonly #byKey = new Map<string, OpenSeries>();
  readonly #partByKey = new Map<string, number>();
  readonly #names = new Set<string>();

  constructor(mapping: MappingDocument, values: readonly ValueMapping[], datasetCount: number) {
    this.#mapping = mapping;
    this.#values = values;
    this.#namesDataset = datasetCount > 1;
    this.#namesValue = new Set(values.map(({ name }) => name)).size > 1;
    this.#registers = new Map(Object.entries(mapping.register?.series ?? {}));
  }

  /** Where the readings of each value column go for rows of this key. */
  targetsOf(key: RowKey): Target[] {
    return this.#values.map((value) => this.#targetOf(key, value));
  }

  #targetOf(key: RowKey, value: ValueMapping): Target {
    const mapped = key.register === null ? undefined : this.#registers.get(key.register);
    const register = mapped?.name ?? key.register;
    const base = [
      this.#namesDataset ? key.dataset : null,
      key.meter,
      register,
      this.#namesValue ? value.name : null,
    ];
    const series = this.#seriesOf(base, { ...key, register }, value);
    const unit = key.unitText === '' ? value.unit : readUnit(key.unitText);
    const part = this.#partOf(series, key, value, (mapped?.factor ?? 1) * value.factor);
    const conversion =
      unit === null || series.unit === null || unit === series.unit ? null : conversionOf(unit, series.unit);
    return { series, part, conversion, skipsGaps: false };
  }

  /** The series of these names in this unit, or in one that its readings can be converted to. */
  #seriesOf(base: readonly (string | null)[], key: RowKey, value: ValueMapping): OpenSeries {
    const baseKey = JSON.stringify(base);
    const text = key.unitText;
    const unit = text === '' ? value.unit : readUnit(text);
    const first = this.#byKey.get(baseKey);
    if (first === undefined) {
      return this.#add(baseKey, base, key, { unit, unitText: sayUnit(unit, text), kind: value.kind }, value);
    }
    const said = sayUnit(unit, text);
    if (said === null || said === first.unitText || fits(unit, first.unit)) return first;
    if (first.unitText === null) {
      Object.assign(first, { unit, unitText: said });
      return first;
    }
    const ownKey = `${baseKey} ${said}`;
    const kind = kindInUnit(value.kind, first.unit, unit);
    const own = this.#byKey.get(ownKey);
    return own ?? this.#add(ownKey, [...base, said], key, { unit, unitText: said, kind }, value);
  }

  #add(
    tableKey: string,
    names: readonly (string | null)[],
    key: RowKey,
    unit: { readonly unit: Unit | null; readonly unitText: string | null; readonly kind: ReadingKind | null },
    value: ValueMapping,
  ): OpenSeries {
    const said = names.filter((name) => name !== null && name !== '').join(' / ');
    const { dataset, meter, register } = key;
    const name = this.#nameApart(said === '' ? value.name : said);
    const place = this.series.length;
    const made = { place, name, dataset, meter, register, ...unit, clock: seriesClock.unknown, parts: [] };
    this.series.push(made);
    this.#byKey.set(tableKey, made);
    return made;
  }

  /** Two series whose names read alike are told apart by a number. */
  #nameApart(name: string): string {
    let apart = name;
    for (let count = 2; this.#names.has(apart); count++) apart = `${name} (${count})`;
    this.#names.add(apart);
    return apart;
  }

  #partOf(series: OpenSeries, key: RowKey, value: ValueMapping, factor: number): number {
    const column = this.#mapping.layout === 'long' ? value.column : value.name;
    const partKey = JSON.stringify([series.place, key.register, column]);
    const known = this.#partByKey.get(partKey);
    if (known !== undefined) return known;
    const label = key.register === null || key.register === '' ? column : `${key.register} / ${column}`;
    const place = this.partCount++;
    series.parts.push({ place, label, factor });
    this.#partByKey.set(partKey, place);
    return place;
  }
}

function sayUnit(unit: Unit | null, text: string): string | null {
  return unit ?? (text === '' ? null : text);
}

/** True for units of one dimension: the values only differ by a factor. */
export function fits(unit: Unit | null, other: Unit | null): boolean {
  return unit !== null && other !== null && dimensionOf(unit) === dimensionOf(other);
}

/** A power among energies is of another kind than its neighbours; a volume among them may be of the same. */
function kindInUnit(kind: ReadingKind | null, from: Unit | null, to: Unit | null): ReadingKind | null {
  const isPower = (unit: Unit | null): boolean => unit !== null && dimensionOf(unit).endsWith('power');
  if (isPower(to)) return 'power';
  return isPower(from) && kind === 'power' ? null : kind;
}
