import { useCallback, useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import type { FileInspection, Inspection } from '../../contract/inspection-shapes.ts';
import { ask, troubleOf } from './ask-engine.ts';
import { useConnection } from './connection-store.ts';
import type { WorkProgress } from './works-store.ts';

export type FileSet = Inspection['sets'][number];

/** What was found out about the files of one draft. */
export interface Seen {
  readonly byPath: Readonly<Record<string, FileInspection>>;
  readonly sets: readonly FileSet[];
  /** The files that were looked at together for the sake of sets. */
  readonly together: readonly string[];
}

const nothingSeen: Seen = { byPath: {}, sets: [], together: [] };

const useSeen = create<Readonly<Record<string, Seen>>>(() => ({}));

export interface Inspections extends Pick<Seen, 'byPath' | 'sets'> {
  readonly state: 'idle' | 'running' | 'stopped';
  readonly progress: WorkProgress | null;
  readonly stop: () => void;
  /** Goes on with what was stopped. */
  readonly resume: () => void;
  /** Looks at a file once more, as after it was mended. */
  readonly lookAgain: (path: string) => void;
}

interface Passage {
  readonly workId: string;
  readonly isStopped: () => boolean;
  readonly end: () => void;
}

function beginPassage(): Passage {
  const workId = `inspect-${crypto.randomUUID()}`;
  let isStopped = false;
  return {
    workId,
    isStopped: () => isStopped,
    end: () => {
      isStopped = true;
      // Where there is no connection any more the call has failed already.
      ask('stopWork', { workId }).catch(() => {});
    },
  };
}

/** Looks at the files of a draft that were not looked at yet, one after the other, so that each shows at once. */
export function useInspections(draftId: string, paths: readonly string[]): Inspections {
  const seen = useSeen((all) => all[draftId] ?? nothingSeen);
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const [state, setState] = useState<Inspections['state']>('idle');
  const [progress, setProgress] = useState<WorkProgress | null>(null);
  const [turn, setTurn] = useState(0);
  const passage = useRef<Passage | null>(null);
  const key = JSON.stringify(paths);

  useEffect(() => {
    if (!isConnected) return undefined;
    const files = JSON.parse(key) as string[];
    forgetOthers(draftId, files);
    const own = beginPassage();
    passage.current = own;
    void lookAtAll(draftId, files, own, (done, total, path) => {
      setState('running');
      setProgress({ done, total, text: path });
    }).then((isDone) => {
      if (passage.current === own) setState(isDone ? 'idle' : 'stopped');
    });
    return own.end;
  }, [draftId, key, isConnected, turn]);

  const stop = useCallback(() => {
    passage.current?.end();
    setState('stopped');
  }, []);
  const resume = useCallback(() => setTurn((last) => last + 1), []);
  const lookAgain = useCallback(
    (path: string) => {
      forget(draftId, [path]);
      setTurn((last) => last + 1);
    },
    [draftId],
  );
  return { byPath: seen.byPath, sets: seen.sets, state, progress, stop, resume, lookAgain };
}

/** False when it was stopped before its end. */
async function lookAtAll(
  draftId: string,
  files: readonly string[],
  passage: Passage,
  tell: (done: number, total: number, path: string) => void,
): Promise<boolean> {
  const pending = files.filter((path) => seenOf(draftId).byPath[path] === undefined);
  for (const [place, path] of pending.entries()) {
    tell(place, pending.length, path);
    const found = await look([path], passage);
    if (found === null) return false;
    for (const file of found.files) note(draftId, { byPath: { [path]: file } });
  }
  const together = mayBelongTogether(files.flatMap((path) => seenOf(draftId).byPath[path] ?? []));
  if (together.join('\n') === seenOf(draftId).together.join('\n')) return !passage.isStopped();
  if (together.length > 0) {
    tell(pending.length, pending.length, '');
    const found = await look(together, passage);
    if (found === null) return false;
    const byPath = Object.fromEntries(found.files.map((file) => [file.path, file]));
    note(draftId, { byPath, sets: found.sets, together });
  } else note(draftId, { sets: [], together });
  return !passage.isStopped();
}

/** What the engine says of the files; a file that it does not take is there with the reason. Null when stopped. */
async function look(paths: readonly string[], passage: Passage): Promise<Inspection | null> {
  if (passage.isStopped()) return null;
  try {
    const found = await ask('inspectFiles', { paths: [...paths], workId: passage.workId });
    return passage.isStopped() ? null : found;
  } catch (thrown) {
    const { code, text } = troubleOf(thrown);
    if (passage.isStopped() || code === 'engine/cancelled' || code === 'engine/stopped') return null;
    return { files: paths.map((path) => refused(path, code, text)), sets: [] };
  }
}

function refused(path: string, code: string, text: string): FileInspection {
  return {
    path,
    kind: 'unknown',
    format: '',
    sizeBytes: 0,
    encoding: null,
    delimiter: null,
    decimal: null,
    headerRow: null,
    datasets: [],
    datasetCount: 0,
    proposal: null,
    problems: [{ code, text, row: null }],
  };
}

/** A database without readings of its own beside HDF5 files: only together they tell whether they are a site. */
export function mayBelongTogether(files: readonly FileInspection[]): string[] {
  const databases = files.filter(({ kind, proposal }) => kind === 'sqlite' && !isOwnMapping(proposal));
  const trees = files.filter(({ kind }) => kind === 'hdf5');
  if (databases.length === 0 || trees.length === 0) return [];
  return [...databases, ...trees].map(({ path }) => path);
}

function isOwnMapping(proposal: FileInspection['proposal']): boolean {
  return proposal !== null && !('preset' in proposal.mapping);
}

function seenOf(draftId: string): Seen {
  return useSeen.getState()[draftId] ?? nothingSeen;
}

function note(draftId: string, part: Partial<Seen>): void {
  const seen = seenOf(draftId);
  const byPath = { ...seen.byPath, ...part.byPath };
  useSeen.setState({ [draftId]: { ...seen, ...part, byPath } });
}

/** Lets go of files that are no longer in the draft, and of what was said of their sets. */
function forgetOthers(draftId: string, files: readonly string[]): void {
  const gone = Object.keys(seenOf(draftId).byPath).filter((path) => !files.includes(path));
  if (gone.length > 0) forget(draftId, gone);
}

function forget(draftId: string, paths: readonly string[]): void {
  const seen = seenOf(draftId);
  const broken = seen.sets.filter(({ files }) => files.some((path) => paths.includes(path)));
  const stale = new Set([...paths, ...broken.flatMap(({ files }) => files)]);
  const byPath = Object.fromEntries(Object.entries(seen.byPath).filter(([path]) => !stale.has(path)));
  const sets = seen.sets.filter((set) => !broken.includes(set));
  const together = seen.together.some((path) => stale.has(path)) ? [] : seen.together;
  useSeen.setState({ [draftId]: { byPath, sets, together } });
}
