// Renews docs/mapping.schema.json from the contract: node scripts/write-mapping-schema.ts
import { writeFileSync } from 'node:fs';
import { mappingSchema, mappingSchemaUrl } from './mapping-schema.ts';

writeFileSync(mappingSchemaUrl, mappingSchema());
