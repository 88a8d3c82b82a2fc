import type { WrittenFile } from '../../contract/handover-shapes.ts';
import type { FolderListing, KeptUpload, UploadList } from '../../contract/served-files.ts';

/** What was dropped on the page: paths that the engine takes, or files that must be uploaded first. */
export type Dropped =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'files'; readonly files: readonly File[] };

interface AnyFiles {
  /**
   * What a drop brought, folders resolved to their files. To be called within the event: afterwards the browser
   * has taken the transfer back.
   */
  dropped(transfer: DataTransfer): Promise<Dropped>;
  /** Saves where the person says, or among the browser's downloads; false when the person chose nothing. */
  save(suggestedName: string, content: Blob | Uint8Array): Promise<boolean>;
  /**
   * Where the engine is to write a file that is for the person: what its methods take as `path`. Null when the person
   * chose nothing.
   */
  placeFor(suggestedName: string): Promise<{ readonly path: string | null } | null>;
  /** Gives the person what the engine has written there: in a browser it is downloaded, once. */
  handOut(written: WrittenFile): void;
}

/** Files in the desktop app: the page names any file of the computer. */
export interface NativeFiles extends AnyFiles {
  readonly kind: 'native';
  /** The system's dialog; empty when the person chose none. */
  chooseFiles(): Promise<readonly string[]>;
  /** The files of a chosen folder that Meterhaul may know. */
  chooseFolder(): Promise<readonly string[]>;
  recentFiles(): Promise<readonly string[]>;
  noteRecentFiles(paths: readonly string[]): void;
  showInFolder(path: string): void;
}

/** Bytes of one upload that have left; `totalBytes` is the size of the file. */
export type UploadProgress = (sentBytes: number, totalBytes: number) => void;

/**
 * Files of the pages in a browser: those in the folder of `meterhaul serve`, and uploads. All of it rejects with an
 * AppError: source/out-of-bounds, source/missing, source/unreadable, source/upload-too-large,
 * source/upload-incomplete, engine/stopped when the session or the server is gone.
 */
export interface ServedFiles extends AnyFiles {
  readonly kind: 'served';
  /**
   * @param folder relative to the root, as listings give it; empty for the root.
   * @param text only names that contain it; empty for all.
   */
  list(folder: string, text?: string, signal?: AbortSignal): Promise<FolderListing>;
  /** The browser's dialog; empty when the person chose none. */
  chooseToUpload(): Promise<readonly File[]>;
  /** Two go at once, further ones wait. Rejects with engine/cancelled, and leaves nothing, when the signal is aborted. */
  upload(file: File, onProgress: UploadProgress, signal: AbortSignal): Promise<KeptUpload>;
  uploads(signal?: AbortSignal): Promise<UploadList>;
  /** Rejects with usage/invalid, and says why, while something uses the upload. */
  removeUpload(id: string): Promise<void>;
}

export type FileAccess = NativeFiles | ServedFiles;
