import { hdf5Classes } from './hdf5-library.ts';
import { AppError } from '../../../contract/app-error.ts';
import { isNumeric, typeClass } from './numeric-type.ts';
import type { StoredFile } from './stored-file.ts';

/** Texts and numbers of an object's attributes; attributes of other types are left out. */
export type Attributes = ReadonlyMap<string, readonly (string | number)[]>;

/** Attributes beyond these are not looked at: they are documents, not words about a column. */
const attributeLimit = 200;
const attributeBytes = 1024 * 1024;

/** Reads what can be read; an attribute that cannot is left out, for it only describes. */
export function readAttributes(file: StoredFile, path: string): Attributes {
  const found = new Map<string, readonly (string | number)[]>();
  for (const name of attributeNames(file, path).slice(0, attributeLimit)) {
    const values = attributeValues(file, path, name);
    if (values !== null) found.set(name, values);
  }
  return found;
}

/** The first of the named attributes that is a text of one line or more, trimmed. */
export function textOf(attributes: Attributes, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = attributes.get(name)?.[0];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return null;
}

/** The first of the named attributes that is a number. */
export function numberOf(attributes: Attributes, ...names: readonly string[]): number | null {
  for (const name of names) {
    const value = attributes.get(name)?.[0];
    if (typeof value === 'number') return value;
  }
  return null;
}

function attributeNames(file: StoredFile, path: string): readonly string[] {
  try {
    return file.guard(path, () => file.library.get_attribute_names(file.file.file_id, `/${path}`));
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

function attributeValues(file: StoredFile, path: string, name: string): (string | number)[] | null {
  try {
    return file.guard(path, () => {
      const metadata = file.library.get_attribute_metadata(file.file.file_id, `/${path}`, name);
      const isText = metadata.type === typeClass.string;
      if (metadata.shape === null || !(isText || isNumeric(metadata))) return null;
      if (metadata.size * metadata.total_size > attributeBytes) return null;
      const value: unknown = new (hdf5Classes().Group)(file.file.file_id, `/${path}`).get_attribute(
        name,
        true,
      );
      return (Array.isArray(value) ? value : [value])
        .map((item: unknown) => (typeof item === 'bigint' ? Number(item) : item))
        .filter((item) => typeof item === 'string' || typeof item === 'number');
    });
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
