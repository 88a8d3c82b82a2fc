import { readingKinds } from '../../../domain/reading-kind.ts';
import type { ReadingKind } from '../../../domain/reading-kind.ts';
import { unitCodes } from '../../../domain/unit.ts';
import type { Unit } from '../../../domain/unit.ts';

export function isUnit(text: string): text is Unit {
  return (unitCodes as readonly string[]).includes(text);
}

export function isKind(text: string): text is ReadingKind {
  return (readingKinds as readonly string[]).includes(text);
}

/** A unit as people write it. */
export function spellUnit(unit: Unit): string {
  return unit === 'm3' ? 'm³' : unit;
}
