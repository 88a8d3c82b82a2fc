/** Spoils a file in one of many ways, the same for the same random numbers. */
export function spoil(bytes: Buffer, random: () => number): Buffer {
  let spoiled = Buffer.from(bytes);
  for (let times = 1 + below(random, 3); times > 0; times--) {
    const way = ways[below(random, ways.length)] as Way;
    spoiled = way(spoiled, random);
  }
  return spoiled;
}

type Way = (bytes: Buffer, random: () => number) => Buffer<ArrayBuffer>;

function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}

const ways: readonly Way[] = [
  (bytes, random) => Buffer.from(bytes.subarray(0, below(random, bytes.length))),
  (bytes, random) => Buffer.from(bytes.subarray(below(random, Math.min(bytes.length, 400)))),
  (bytes, random) => {
    for (let times = 1 + below(random, 8); times > 0; times--)
      bytes[below(random, bytes.length)] = below(random, 256);
    return Buffer.from(bytes);
  },
  (bytes, random) => {
    const from = below(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + below(random, 200))]);
  },
  overLines((lines, random) => {
    const at = below(random, lines.length);
    lines.splice(at, 0, ...lines.slice(at, at + 1 + below(random, 20)));
  }),
  overLines((lines, random) => {
    const [one, other] = [below(random, lines.length), below(random, lines.length)];
    [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
  }),
  overLines((lines, random) => lines.splice(below(random, lines.length), 1 + below(random, 30))),
  overLines((lines, random) => {
    for (let times = 1 + below(random, 6); times > 0; times--) {
      const at = below(random, lines.length);
      const cells = (lines[at] ?? '').split(/([,;\t|])/);
      cells[2 * below(random, (cells.length + 1) >> 1)] = absurd[below(random, absurd.length)] ?? '';
      lines[at] = cells.join('');
    }
  }),
];

function overLines(change: (lines: string[], random: () => number) => unknown): Way {
  return (bytes, random) => {
    const lines = bytes.toString('latin1').split('\n');
    change(lines, random);
    return Buffer.from(lines.join('\n'), 'latin1');
  };
}

const absurd = [
  '',
  ' ',
  '"',
  '""',
  '-',
  'NaN',
  '1e308',
  '-1e999',
  '0x1F',
  '99999999999999999999999',
  '4294967295',
  '-0',
  '1.2.3',
  '1,2,3',
  '24:00',
  '9999-12-31 23:59',
  '0000-00-00 00:00',
  '1900-01-01',
  '31.02.2024 02:30',
  '2024-03-31 02:30',
  '2024-10-27T02:30:00+02:00',
  '-62135596800',
  '1e15',
  '=1+1',
  '\u0000',
  '\u001b[2J',
  'Total',
  'kWh',
  'x'.repeat(5000),
  ',;|\t',
];
