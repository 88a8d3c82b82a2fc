import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it('lets no name of a file steer the terminal', () => {
  expect(printable('\u001b]0;owned\u0007\u001b[2Jmeter\r\u009b1m\u202etxt')).toBe(
    '\ufffd]0;owned\ufffd\ufffd[2Jmeter\ufffd\ufffd1m\ufffdtxt',
  );
});

it('keeps colours, tabs, line ends and letters of any language', () => {
  const line = '\u001b[1mعداد\u001b[22m\t\nMåler ¼ 計器 😀';
  expect(printable(line)).toBe(line);
});
