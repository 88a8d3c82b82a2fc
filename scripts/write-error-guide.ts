// Renews docs/guide/errors.md from the codes: node scripts/write-error-guide.ts
import { writeFileSync } from 'node:fs';
import { errorGuide, errorGuideUrl } from './error-guide.ts';

writeFileSync(errorGuideUrl, errorGuide());
