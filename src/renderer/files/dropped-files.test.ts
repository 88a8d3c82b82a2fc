import { expect, it } from 'vitest';
import { droppedFiles } from './dropped-files.ts';

/** A folder is a record of what it holds, a file is its text. */
type Tree = string | { readonly [name: string]: Tree };

function entryOf(name: string, tree: Tree): FileSystemEntry {
  const isFile = typeof tree === 'string';
  const portions = isFile
    ? []
    : // As browsers do: some entries at a time, then none.
      [Object.entries(tree).slice(0, 2), Object.entries(tree).slice(2), []];
  return {
    name,
    isFile,
    isDirectory: !isFile,
    file: (give: (file: File) => void) => give(new File([isFile ? tree : ''], name)),
    createReader: () => ({
      readEntries: (give: (entries: FileSystemEntry[]) => void) =>
        give((portions.shift() ?? []).map(([inner, innerTree]) => entryOf(inner, innerTree))),
    }),
  } as unknown as FileSystemEntry;
}

function transferOf(dropped: Record<string, Tree>): DataTransfer {
  let isOver = false;
  queueMicrotask(() => (isOver = true));
  const items = Object.entries(dropped).map(([name, tree]) => ({
    kind: 'file',
    webkitGetAsEntry: () => (isOver ? null : entryOf(name, tree)),
    getAsFile: () => (isOver ? null : new File(['x'], name)),
  }));
  const text = { kind: 'string', webkitGetAsEntry: () => null, getAsFile: () => null };
  return { items: [...items, text] } as unknown as DataTransfer;
}

const namesOf = async (dropped: Record<string, Tree>): Promise<string[]> =>
  (await droppedFiles(transferOf(dropped))).map(({ name }) => name);

it('gives the files that were dropped, whatever their ending', async () => {
  expect(await namesOf({ 'north.csv': 'x', 'export.2025': 'x' })).toEqual(['north.csv', 'export.2025']);
});

it('gives of a folder, and of those within it, the files that Meterhaul may know', async () => {
  const site = {
    'a.csv': 'x',
    'photo.jpg': 'x',
    'b.h5': 'x',
    '.cache': { 'c.csv': 'x' },
    deep: { deeper: { 'd.CSV': 'x' } },
  };
  expect(await namesOf({ site, 'e.db': 'x' })).toEqual(['e.db', 'a.csv', 'b.h5', 'd.CSV']);
});
