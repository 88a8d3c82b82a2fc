// Renews resources/licences.json from the libraries at hand: node scripts/collect-licences.ts
import { writeFileSync } from 'node:fs';
import { collectLicences, licencesUrl } from './licences.ts';

writeFileSync(licencesUrl, `${JSON.stringify(collectLicences(), null, 2)}\n`);
