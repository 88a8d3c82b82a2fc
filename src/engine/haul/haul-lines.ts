import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { haulJob, jobName, lines } from './haul-format.ts';
import type { HaulJob, HaulLine, ListName } from './haul-format.ts';

const blockBytes = 262_144;
/** A line lists at most the ranges of one series. */
const lineLimit = 64 * 2 ** 20;

/** The job of a hand-over, from the folder that it was unpacked into. Throws an Error that says what is wrong. */
export function readHaulJob(folder: string): HaulJob {
  const parsed = haulJob.safeParse(JSON.parse(readFileSync(path.join(folder, jobName), 'utf8')));
  if (!parsed.success) throw new Error(`its job is not valid: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The lines of one list, each as the format has it. Throws an Error that says which is not. */
export function* readHaulLines<N extends ListName>(folder: string, name: N): Generator<HaulLine<N>> {
  const shape = lines[name];
  let number = 0;
  for (const text of eachLine(path.join(folder, name))) {
    number++;
    let content: unknown;
    try {
      content = JSON.parse(text);
    } catch {
      throw new Error(`line ${number} of its ${name} is no JSON`);
    }
    const parsed = shape.safeParse(content);
    if (!parsed.success)
      throw new Error(`line ${number} of its ${name} is not valid: ${z.prettifyError(parsed.error)}`);
    yield parsed.data as HaulLine<N>;
  }
}

function* eachLine(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const block = Buffer.alloc(blockBytes);
    let rest = '';
    for (;;) {
      const read = readSync(descriptor, block, 0, blockBytes, null);
      if (read === 0) break;
      const pieces = (rest + decoder.write(block.subarray(0, read))).split('\n');
      rest = pieces.pop() ?? '';
      if (rest.length > lineLimit) throw new Error(`${path.basename(file)} has a line without an end`);
      yield* pieces;
    }
    if (rest + decoder.end() !== '') throw new Error(`${path.basename(file)} ends in the middle of a line`);
  } finally {
    closeSync(descriptor);
  }
}
