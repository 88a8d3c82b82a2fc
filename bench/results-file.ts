import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

const resultsPath = path.join(import.meta.dirname, 'results.md');

const head = `# Figures

Written by \`npm run bench\` and by the long crash test; each section says what made it and on what machine.
`;

/** Puts a section of Markdown into bench/results.md in place of the one with the same title, or at the end. */
export async function replaceSection(title: string, lines: readonly string[]): Promise<void> {
  const sections = (await readOr(head)).split(/^(?=## )/m);
  const section = `## ${title}\n\n${lines.join('\n')}\n`;
  const place = sections.findIndex((each) => each.startsWith(`## ${title}\n`));
  if (place < 0) sections.push(section);
  else sections[place] = section;
  const text = sections.map((each) => each.trimEnd()).join('\n\n');
  const config = await resolveConfig(resultsPath);
  await writeFile(resultsPath, await format(text, { ...config, parser: 'markdown' }));
}

async function readOr(otherwise: string): Promise<string> {
  try {
    return await readFile(resultsPath, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw thrown;
  }
}
