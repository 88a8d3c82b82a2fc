import type { Unit } from '../unit.ts';

/** How a quantity is written without its prefix: short forms first, then words of several languages. */
const stems = {
  W: ['w', 'watt', 'watts', 'vatio', 'vatios'],
  Wh: [
    ...[
      'wh',
      'whr',
      'whrs',
      'watth',
      'watthour',
      'watthours',
      'watthr',
      'watthrs',
      'wattshour',
      'wattshours',
    ],
    ...['wattstunde', 'wattstunden', 'wattuur', 'watturen', 'wattheure', 'wattheures', 'wattora', 'wattore'],
    ...['vatiohora', 'vatioshora', 'vatioshoras', 'watthora', 'watttime', 'watttimer', 'wattime', 'wattimer'],
    ...['wattimme', 'wattimmar', 'watogodzina', 'watogodziny', 'wattitunti', 'wattituntia'],
  ],
  var: ['var', 'vars', 'voltamperereactive', 'voltampsreactive'],
  varh: ['varh', 'varhr', 'varhour', 'varhours', 'varstunde', 'varstunden', 'varheure', 'varheures'],
  VA: ['va', 'voltampere', 'voltamperes', 'voltamp', 'voltamps'],
  VAh: ['vah', 'voltamperehour', 'voltamperehours', 'vahour', 'vahours'],
  J: ['j', 'joule', 'joules'],
} as const;

const prefixes = { '': ['', ''], k: ['k', 'kilo'], M: ['m', 'mega'], G: ['g', 'giga'] } as const;

const prefixed: readonly (readonly [keyof typeof stems, keyof typeof prefixes, Unit])[] = [
  ['W', '', 'W'],
  ['W', 'k', 'kW'],
  ['W', 'M', 'MW'],
  ['W', 'G', 'GW'],
  ['Wh', '', 'Wh'],
  ['Wh', 'k', 'kWh'],
  ['Wh', 'M', 'MWh'],
  ['Wh', 'G', 'GWh'],
  ['J', '', 'J'],
  ['J', 'k', 'kJ'],
  ['J', 'M', 'MJ'],
  ['J', 'G', 'GJ'],
  ['var', '', 'var'],
  ['var', 'k', 'kvar'],
  ['varh', '', 'varh'],
  ['varh', 'k', 'kvarh'],
  ['VA', '', 'VA'],
  ['VA', 'k', 'kVA'],
  ['VAh', '', 'VAh'],
  ['VAh', 'k', 'kVAh'],
];

const others: Readonly<Partial<Record<Unit, readonly string[]>>> = {
  m3: [
    ...[
      'm3',
      'cbm',
      'cum',
      'cubicmeter',
      'cubicmeters',
      'cubicmetre',
      'cubicmetres',
      'kubikmeter',
      'kubiekemeter',
    ],
    ...['metrecube', 'metrescubes', 'metrocubo', 'metricubi', 'metroscubicos'],
  ],
  l: ['l', 'liter', 'liters', 'litre', 'litres', 'litro', 'litros', 'litri', 'ltr'],
  therm: ['therm', 'therms', 'thm'],
  V: ['v', 'volt', 'volts'],
  A: ['a', 'amp', 'amps', 'ampere', 'amperes'],
  '°C': ['°c', 'degc', 'celsius', 'degreecelsius', 'degreescelsius', 'gradcelsius'],
  '%': ['%', 'percent', 'pct', 'prozent', 'procent', 'pourcent'],
};

const units = new Map<string, Unit>();
for (const [stem, prefix, unit] of prefixed) {
  for (const [index, word] of stems[stem].entries()) {
    const [short, long] = prefixes[prefix];
    units.set(short + word, unit);
    if (index > 0) units.set(long + word, unit);
  }
}
for (const [unit, words] of Object.entries(others) as [Unit, readonly string[]][]) {
  for (const word of words) units.set(word, unit);
}

/** The unit that a text without spaces, accents and capitals spells, as `kwh` or `kilowattstunden`. */
export function unitSpelt(letters: string): Unit | null {
  return units.get(letters) ?? null;
}

/** Small letters without accents, `³` as 3, without what people put between the letters of a unit. */
export function lettersOf(text: string): string {
  return text
    .replace(/[º˚]/g, '°')
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/[\u0300-\u036f\s.\-_·⋅*^'’]/g, '')
    .toLowerCase();
}
