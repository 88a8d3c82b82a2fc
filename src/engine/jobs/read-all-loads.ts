import type { LoadRecord, Reader } from '../workers/reader.ts';

/** Rows that cross from the reader's thread at once: its memory does not grow with the site. */
const pageRows = 5000;

/**
 * All loads of a resource database, in its order. Names and ids that many loads share are kept once: a site of
 * 116,000 loads has 19,000 resources and 287 VENs.
 */
export async function readAllLoads(reader: Reader, databasePath: string): Promise<LoadRecord[]> {
  const texts = new Map<string, string>();
  const once = (text: string): string => {
    const kept = texts.get(text);
    if (kept === undefined) texts.set(text, text);
    return kept ?? text;
  };
  const loads: LoadRecord[] = [];
  for (;;) {
    const page = await reader.readLoads(databasePath, loads.length, pageRows);
    for (const load of page) {
      loads.push({
        ...load,
        ven: once(load.ven),
        resourceName: once(load.resourceName),
        component: once(load.component),
        loadName: once(load.loadName),
        meterId: once(load.meterId),
      });
    }
    if (page.length < pageRows) return loads;
  }
}
