import path from 'node:path';
import { app, shell } from 'electron';
import type { WebContents } from 'electron';
import { z } from 'zod';
import { chooseFiles, chooseFolder, choosePlace, saveFile } from './file-dialogs.ts';
import { filesAt, mostFiles } from './meter-files.ts';
import { answerPage, hearPage } from './page-channels.ts';
import type { RecentFiles } from './recent-files.ts';
import type { Words } from './words/choose-words.ts';

/** Windows' own limit; the others' are lower. */
const mostPathCharacters = 32_767;
const mostNoted = 1000;

const nothing = z.tuple([]);
const paths = (most: number) => z.array(z.string().min(1).max(mostPathCharacters)).max(most);

export interface PageRequestParts {
  readonly words: () => Words;
  readonly recent: RecentFiles;
  /** Paths that may be shown in the file manager. */
  readonly shown: ShownPaths;
  readonly connectPage: (page: WebContents) => void;
  readonly takesCommands: (page: WebContents) => void;
}

/** All that a page can ask of main; each is heard through `page-channels.ts` alone. */
export function servePageRequests({
  words,
  recent,
  shown,
  connectPage,
  takesCommands,
}: PageRequestParts): void {
  const known = async (found: Promise<string[]>): Promise<string[]> => {
    const files = await found;
    shown.admit(files);
    return files;
  };
  answerPage('choose-files', nothing, (_none, page) => known(chooseFiles(page, words())));
  answerPage('choose-folder', nothing, (_none, page) => known(chooseFolder(page, words())));
  answerPage('dropped-paths', z.tuple([paths(mostFiles)]), ([dropped]) =>
    known(filesAt(dropped.filter((each) => path.isAbsolute(each)))),
  );
  answerPage('recent-files', nothing, () => Promise.resolve(recent.list()));
  answerPage(
    'save-file',
    z.tuple([z.string().max(1000), z.instanceof(Uint8Array)]),
    async ([name, content], page) => {
      const outcome = await saveFile(page, words(), { name, folder: app.getPath('documents') }, content);
      if (outcome.kind === 'saved') shown.admit([outcome.path]);
      return outcome;
    },
  );
  answerPage('choose-place', z.tuple([z.string().max(1000)]), async ([name], page) => {
    const place = await choosePlace(page, words(), { name, folder: app.getPath('documents') });
    if (place !== null) shown.admit([place]);
    return place;
  });

  hearPage('engine-port-please', nothing, (_none, page) => connectPage(page));
  hearPage('commands-please', nothing, (_none, page) => takesCommands(page));
  hearPage('note-recent-files', z.tuple([paths(mostNoted)]), ([noted]) => recent.note(noted));
  hearPage('show-in-folder', z.tuple([z.string().max(mostPathCharacters)]), ([file]) => {
    if (shown.includes(file)) shell.showItemInFolder(file);
  });
}

/** What the person has chosen, dropped, opened or saved since the start. */
export interface ShownPaths {
  admit(files: readonly string[]): void;
  includes(file: string): boolean;
}

export function createShownPaths(): ShownPaths {
  const files = new Set<string>();
  return {
    admit: (admitted) => {
      for (const each of admitted) files.add(each);
    },
    includes: (file) => files.has(file),
  };
}
