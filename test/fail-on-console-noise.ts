import { afterEach, beforeEach, expect, vi } from 'vitest';

/** What the code under test prints is a fault: a message belongs in an error, the log or a command's output. */
const noise: string[] = [];

beforeEach(() => {
  noise.length = 0;
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
      noise.push(`console.${method}: ${words.map(String).join(' ')}`);
    });
  }
});

afterEach(() => {
  expect(noise).toEqual([]);
});
