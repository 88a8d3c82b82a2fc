import type { Metadata } from 'h5wasm/node';
import { isNumeric, typeClass, typeName } from './numeric-type.ts';

/** How the bytes of one value become a value. */
export type LeafReading =
  | { readonly kind: 'integer'; readonly signed: boolean }
  | { readonly kind: 'float' }
  | { readonly kind: 'text'; readonly isSpacePadded: boolean }
  | { readonly kind: 'long-text' }
  | {
      readonly kind: 'enumeration';
      readonly signed: boolean;
      readonly names: ReadonlyMap<number, string>;
      readonly isBoolean: boolean;
    };

/** One value within an element: the element itself, a field of a compound, or a place of an array field. */
export interface Leaf {
  /** `a.b[2]`; empty for the element itself. */
  readonly name: string;
  readonly type: string;
  readonly offset: number;
  readonly size: number;
  readonly littleEndian: boolean;
  /** Null for types that are shown and not read. */
  readonly reading: LeafReading | null;
}

type ElementType = Pick<
  Metadata,
  | 'type'
  | 'size'
  | 'signed'
  | 'vlen'
  | 'littleEndian'
  | 'strpad'
  | 'enum_type'
  | 'compound_type'
  | 'array_type'
>;

/** Leaves beyond this are not listed. */
export const leafLimit = 10_000;

/** All values of one element, in the order of its bytes' description. */
export function leavesOf(metadata: ElementType): Leaf[] {
  // The library turns big endian round on reading, but for compounds that hold both orders.
  const orders = new Set(metadata.type === typeClass.compound ? ordersOf(metadata) : []);
  const leaves: Leaf[] = [];
  collect(metadata, '', 0, orders.size > 1, leaves);
  return leaves;
}

function collect(type: ElementType, name: string, offset: number, isMixed: boolean, leaves: Leaf[]): void {
  if (leaves.length >= leafLimit) return;
  if (type.type === typeClass.compound) {
    for (const member of type.compound_type?.members ?? []) {
      const path = name === '' ? member.name : `${name}.${member.name}`;
      collect(member, path, offset + member.offset, isMixed, leaves);
    }
    return;
  }
  const base = type.array_type;
  if (type.type === typeClass.array && base !== undefined) {
    const count = (base.shape ?? []).reduce((product, length) => product * length, 1);
    for (let index = 0; index < Math.min(count, leafLimit); index++)
      collect(base, `${name}[${index}]`, offset + index * base.size, isMixed, leaves);
    return;
  }
  leaves.push({
    name,
    type: typeName(type),
    offset,
    size: type.size,
    littleEndian: !isMixed || type.littleEndian,
    reading: readingOf(type),
  });
}

function readingOf(type: ElementType): LeafReading | null {
  if (type.type === typeClass.string) {
    return type.vlen ? { kind: 'long-text' } : { kind: 'text', isSpacePadded: type.strpad === 2 };
  }
  if (type.type === typeClass.enumeration) return enumerationOf(type);
  if (type.type === typeClass.float) return [2, 4, 8].includes(type.size) ? { kind: 'float' } : null;
  return type.type === typeClass.integer && isNumeric(type) ? { kind: 'integer', signed: type.signed } : null;
}

function enumerationOf(type: ElementType): LeafReading | null {
  if (![1, 2, 4, 8].includes(type.size)) return null;
  const members = Object.entries(type.enum_type?.members ?? {});
  const names = new Map(members.map(([name, value]) => [value, name]));
  const isBoolean = members.length === 2 && names.get(0) === 'FALSE' && names.get(1) === 'TRUE';
  return {
    kind: 'enumeration',
    signed: type.signed || members.some(([, value]) => value < 0),
    names,
    isBoolean,
  };
}

/** Byte orders of all parts that have one: texts of fixed length, opaque bytes and references have none. */
function ordersOf(type: ElementType): boolean[] {
  if (type.type === typeClass.compound)
    return (type.compound_type?.members ?? []).flatMap((member) => ordersOf(member));
  if (type.type === typeClass.array && type.array_type !== undefined) return ordersOf(type.array_type);
  const hasNone =
    (type.type === typeClass.string && !type.vlen) ||
    type.type === typeClass.opaque ||
    type.type === typeClass.reference;
  return hasNone ? [] : [type.littleEndian];
}
