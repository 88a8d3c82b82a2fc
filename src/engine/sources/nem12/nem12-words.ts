import type { ReadingKind } from '../../../domain/reading-kind.ts';
import type { Unit } from '../../../domain/unit.ts';

/** What a channel measures, seen from the customer. */
export type FlowDirection = 'import' | 'export' | 'net' | 'reactive import' | 'reactive export' | 'apparent';

/**
 * The first letter of an NMI suffix (AEMO, Standing Data for MSATS, NMI data streams). AEMO names them from the
 * grid's side: its "export" (E) is what the customer takes, its "import" (B) what the customer feeds in.
 */
const directions: Readonly<Record<string, FlowDirection>> = {
  A: 'export',
  B: 'export',
  C: 'export',
  D: 'import',
  E: 'import',
  F: 'import',
  N: 'net',
  J: 'reactive export',
  K: 'reactive export',
  L: 'reactive export',
  P: 'reactive import',
  Q: 'reactive import',
  R: 'reactive import',
  S: 'apparent',
  T: 'apparent',
  U: 'apparent',
};

/** Null for volts, amperes, power factors and suffixes that AEMO's table lacks. */
export function directionOf(suffix: string): FlowDirection | null {
  return directions[suffix.charAt(0).toUpperCase()] ?? null;
}

/** The units of the format (MDFF, appendix B), in upper case: files spell them in every way. */
const units: Readonly<Record<string, readonly [Unit, ReadingKind]>> = {
  MWH: ['MWh', 'interval'],
  KWH: ['kWh', 'interval'],
  WH: ['Wh', 'interval'],
  KVARH: ['kvarh', 'interval'],
  VARH: ['varh', 'interval'],
  KVAH: ['kVAh', 'interval'],
  VAH: ['VAh', 'interval'],
  MW: ['MW', 'power'],
  KW: ['kW', 'power'],
  W: ['W', 'power'],
  KVAR: ['kvar', 'power'],
  VAR: ['var', 'power'],
  KVA: ['kVA', 'power'],
  VA: ['VA', 'power'],
  V: ['V', 'power'],
  A: ['A', 'power'],
};

/** The unit and what its values say; nulls when the file names none or one that no reading is sent in. */
export function unitOf(unitText: string): { unit: Unit | null; kind: ReadingKind | null } {
  const [unit, kind] = units[unitText.toUpperCase()] ?? [null, null];
  return { unit, kind };
}

/** NMIs outside the market's region (AEMO, NMI allocation list). */
const westernAustralia = /^(WAAA|800[1-9]|801|802[01])/i;
const northernTerritory = '250';

/** The state and its own time where an NMI lies outside the region of market time, else null. */
export function ownTimeOf(nmi: string): { place: string; offset: string } | null {
  if (westernAustralia.test(nmi)) return { place: 'Western Australia', offset: '+08:00' };
  if (nmi.startsWith(northernTerritory)) return { place: 'the Northern Territory', offset: '+09:30' };
  return null;
}

/** Participants of Western Australia write their files for their own market. */
export function ownTimeOfParticipant(participant: string): { place: string; offset: string } | null {
  if (!/^(WPN|WPOWER|WESTERNPOWER|HORIZON)/i.test(participant)) return null;
  return { place: 'Western Australia', offset: '+08:00' };
}
