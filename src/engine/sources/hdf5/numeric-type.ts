import type { Metadata } from 'h5wasm/node';

/** HDF5's type classes (H5Tpublic.h). */
export const typeClass = {
  integer: 0,
  float: 1,
  time: 2,
  string: 3,
  bitfield: 4,
  opaque: 5,
  compound: 6,
  reference: 7,
  enumeration: 8,
  list: 9,
  array: 10,
} as const;

/** The type of a dataset or field as people write it: `float64`, `int32`, `string`, `compound`, … */
export function typeName(metadata: Pick<Metadata, 'type' | 'size' | 'signed' | 'vlen'>): string {
  const bits = metadata.size * 8;
  switch (metadata.type) {
    case typeClass.integer:
      return `${metadata.signed ? 'int' : 'uint'}${bits}`;
    case typeClass.float:
      return `float${bits}`;
    case typeClass.time:
      return `time${bits}`;
    case typeClass.string:
      return 'string';
    case typeClass.compound:
      return 'compound';
    case typeClass.enumeration:
      return 'enumeration';
    case typeClass.array:
      return 'array';
    case typeClass.bitfield:
      return `bitfield${bits}`;
    case typeClass.opaque:
      return 'opaque';
    case typeClass.reference:
      return 'reference';
    case typeClass.list:
      return 'list';
    default:
      return 'other';
  }
}

/** True for the types that are read as numbers: integers of 8-64 bits, floats of 32 and 64 bits. */
export function isNumeric(metadata: Pick<Metadata, 'type' | 'size'>): boolean {
  if (metadata.type === typeClass.integer) return [1, 2, 4, 8].includes(metadata.size);
  return metadata.type === typeClass.float && (metadata.size === 4 || metadata.size === 8);
}

export function isCompound(metadata: Pick<Metadata, 'type'>): boolean {
  return metadata.type === typeClass.compound;
}

/** True for types that can be shown as they are: numbers, texts, and records of those. */
export function isShowable(metadata: Metadata): boolean {
  if (isNumeric(metadata) || metadata.type === typeClass.string || metadata.type === typeClass.enumeration)
    return true;
  if (metadata.array_type !== undefined) return isNumeric(metadata.array_type);
  return (
    isCompound(metadata) && (metadata.compound_type?.members ?? []).every((member) => isShowable(member))
  );
}
