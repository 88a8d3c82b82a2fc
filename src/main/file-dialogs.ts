import path from 'node:path';
import { BrowserWindow, dialog } from 'electron';
import type { FileFilter, OpenDialogOptions, WebContents } from 'electron';
import { knownEndings } from '../contract/known-endings.ts';
import type { SaveOutcome } from '../contract/page-channels.ts';
import { mostSavedBytes } from '../contract/page-channels.ts';
import { filesIn } from './meter-files.ts';
import type { Words } from './words/choose-words.ts';
import { writeWhole } from './write-whole.ts';

/** Mappings that are passed on as files; plain .json belongs to every other program too. */
export const mappingEnding = 'haulmap';

/** The files that were chosen; empty when the person chose none. */
export async function chooseFiles(page: WebContents, words: Words): Promise<string[]> {
  return await openDialog(page, {
    title: words.files.choose,
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: words.files.meterFiles, extensions: [...knownEndings, mappingEnding, 'json'] },
      { name: words.files.allFiles, extensions: ['*'] },
    ],
  });
}

/** The files in a chosen folder that Meterhaul may know; empty when the person chose none. */
export async function chooseFolder(page: WebContents, words: Words): Promise<string[]> {
  const [folder] = await openDialog(page, {
    title: words.files.chooseFolder,
    properties: ['openDirectory'],
  });
  return folder === undefined ? [] : await filesIn(folder);
}

async function openDialog(page: WebContents, options: OpenDialogOptions): Promise<string[]> {
  const window = BrowserWindow.fromWebContents(page);
  const answer = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return answer.canceled ? [] : answer.filePaths;
}

/** Asks where to, then writes the file whole or not at all. */
export async function saveFile(
  page: WebContents,
  words: Words,
  suggested: { readonly name: string; readonly folder: string },
  content: Uint8Array,
): Promise<SaveOutcome> {
  if (content.byteLength > mostSavedBytes) return { kind: 'failed', text: words.files.tooLarge };
  const place = await choosePlace(page, words, suggested);
  if (place === null) return { kind: 'cancelled' };
  try {
    await writeWhole(place, content);
    return { kind: 'saved', path: place };
  } catch (thrown) {
    return { kind: 'failed', text: whyNotWritten(thrown, words) };
  }
}

/** Asks where a file is to be; null when the person chose none. Nothing is written. */
export async function choosePlace(
  page: WebContents,
  words: Words,
  suggested: { readonly name: string; readonly folder: string },
): Promise<string | null> {
  const name = plainName(suggested.name);
  const options = {
    title: words.files.save,
    defaultPath: path.join(suggested.folder, name),
    filters: filtersOf(name, words),
  };
  const window = BrowserWindow.fromWebContents(page);
  const answer = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return answer.canceled || answer.filePath === '' ? null : answer.filePath;
}

/** A name and nothing but a name: what the page suggests must not lead to another folder or hide its ending. */
export function plainName(suggested: string): string {
  const name = suggested
    // Control characters, and those that turn the direction of writing.
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '-')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(-150);
  return name === '' ? 'meterhaul' : name;
}

function filtersOf(name: string, words: Words): FileFilter[] {
  const ending = path.extname(name).slice(1);
  const all = { name: words.files.allFiles, extensions: ['*'] };
  return ending === '' ? [all] : [{ name: ending.toUpperCase(), extensions: [ending] }, all];
}

function whyNotWritten(thrown: unknown, { files }: Words): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return files.noRoom;
  if (code === 'ENOENT' || code === 'ENOTDIR') return files.folderGone;
  const refused = ['EACCES', 'EPERM', 'EBUSY', 'EROFS'].some((each) => each === code);
  return refused ? files.noRight : files.notWritten;
}
