import { z } from 'zod';
import { mappingDocument } from '../src/contract/mapping-document.ts';

export const mappingSchemaUrl = new URL('../docs/mapping.schema.json', import.meta.url);

/** The JSON Schema of mapping documents, for editors and for whoever writes one by hand. */
export function mappingSchema(): string {
  const schema = z.toJSONSchema(mappingDocument, { io: 'input' });
  return `${JSON.stringify({ title: 'A Meterhaul mapping', ...schema }, null, 2)}\n`;
}
