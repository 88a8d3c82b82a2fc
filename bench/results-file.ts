import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

/** Where results.md and its plots lie. */
export const resultsFolder = import.meta.dirname;

const head = `# Figures

Written by \`npm run bench\` and by the long crash test; each section says what made it and on what machine.
`;

/** Puts a section of Markdown into results.md in place of the one with the same title, or at the end. */
export async function replaceSection(
  title: string,
  lines: readonly string[],
  folder = resultsFolder,
): Promise<void> {
  const resultsPath = path.join(folder, 'results.md');
  const sections = (await readOr(resultsPath, head)).split(/^(?=## )/m);
  const section = `## ${title}\n\n${lines.join('\n')}\n`;
  const place = sections.findIndex((each) => each.startsWith(`## ${title}\n`));
  if (place < 0) sections.push(section);
  else sections[place] = section;
  const text = sections.map((each) => each.trimEnd()).join('\n\n');
  const config = await resolveConfig(path.join(resultsFolder, 'results.md'));
  await writeFile(resultsPath, await format(text, { ...config, parser: 'markdown' }));
}

async function readOr(file: string, otherwise: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw thrown;
  }
}
