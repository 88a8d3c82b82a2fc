import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { AppError } from '../../src/contract/app-error.ts';
import type { EngineApi, EngineInput, EngineOutput } from '../../src/contract/engine-api.ts';
import type { ErrorCode } from '../../src/contract/error-codes.ts';
import type { DoorCall, DoorOrders, DoorWord } from './door-words.ts';

type JobWord = Extract<DoorWord, { type: 'job' }>;

/** An engine in a process of its own. */
export interface EngineDoor {
  /** Rejects with AppError as the engine does. */
  call<M extends keyof EngineApi>(method: M, input: EngineInput<M>): Promise<EngineOutput<M>>;
  /** Resolves with the next word of the job that is as wanted, those from before this call left out. */
  hear(isWanted: (job: JobWord) => boolean): Promise<JobWord>;
  /** Ends it with SIGKILL; nothing of it runs any more when this resolves. */
  kill(): Promise<void>;
}

export interface DoorOptions {
  readonly program: string;
  readonly cacheFolder: string;
  readonly orders: DoorOrders;
}

/** Resolves when the engine has opened its ledger. */
export async function openEngineDoor({ program, cacheFolder, orders }: DoorOptions): Promise<EngineDoor> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
    env: { PATH, HOME, NODE_COMPILE_CACHE: cacheFolder },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (part: Buffer) => (complaint += part.toString()));
  child.stdin.on('error', () => undefined);
  const listeners = new Set<(word: DoorWord) => void>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const word = readWord(line);
    if (word === null) return;
    for (const listener of [...listeners]) listener(word);
  });
  const gone = Promise.all([once(child, 'close'), once(lines, 'close')]);
  const hearWord = <T extends DoorWord>(isWanted: (word: DoorWord) => word is T): Promise<T> => {
    const heard = new Promise<T>((resolve) => {
      const listener = (word: DoorWord): void => {
        if (!isWanted(word)) return;
        listeners.delete(listener);
        resolve(word);
      };
      listeners.add(listener);
    });
    const silence = gone.then(() => {
      throw new Error(`The engine is gone. ${complaint}`);
    });
    return Promise.race([heard, silence]);
  };
  await hearWord((word): word is DoorWord & { type: 'open' } => word.type === 'open');
  let calls = 0;
  return {
    call: async (method, input) => {
      const id = ++calls;
      const heard = hearWord((word): word is Answer => isAnswerTo(word, id));
      const call: DoorCall = { id, method, input };
      child.stdin.write(`${JSON.stringify(call)}\n`);
      const word = await heard;
      if (word.type === 'refusal') throw new AppError(word.code as ErrorCode, word.text);
      return word.value as EngineOutput<typeof method>;
    },
    hear: (isWanted) => hearWord((word): word is JobWord => word.type === 'job' && isWanted(word)),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

type Answer = Extract<DoorWord, { type: 'answer' | 'refusal' }>;

function isAnswerTo(word: DoorWord, id: number): boolean {
  return (word.type === 'answer' || word.type === 'refusal') && word.id === id;
}

/** Null for the half line that a killed process leaves. */
function readWord(line: string): DoorWord | null {
  try {
    return JSON.parse(line) as DoorWord;
  } catch {
    return null;
  }
}
