import { seededRandom } from '../../domain/seeded-random.ts';

/** What a sample site is made of: the same for the same seed, on every machine. */
export interface SampleRandom {
  /** In [0, 1). */
  next(): number;
  /** A UUID of version 4. */
  uuid(): string;
}

export function sampleRandom(seed: number): SampleRandom {
  const next = seededRandom(seed);
  return { next, uuid: () => uuidFrom(next) };
}

function uuidFrom(next: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16));
  hex[12] = '4';
  hex[16] = '89ab'.charAt(Math.floor(next() * 4));
  const text = hex.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}
