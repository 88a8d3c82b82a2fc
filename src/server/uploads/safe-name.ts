import { hasKnownEnding } from '../../contract/known-endings.ts';

/** Well below what any file system takes (255 bytes), so that a side file's longer name fits too. */
const mostBytes = 150;
const longestEndingBytes = 20;

const reservedOnWindows = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/**
 * A name under which an upload can be kept on any system: the last part of the given one, without control and
 * directional characters, not hidden, not a device of Windows, at most 150 bytes. Its ending stays.
 */
export function safeName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*\uFFFD]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  const named = plain === '' ? 'upload' : reservedOnWindows.test(plain) ? `_${plain}` : plain;
  return shorten(named);
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= mostBytes) return name;
  const ending = endingOf(name);
  let stem = name.slice(0, name.length - ending.length);
  while (Buffer.byteLength(stem + ending) > mostBytes) stem = stem.slice(0, -1);
  // The cut may have gone through a character of two units.
  return (
    stem
      .toWellFormed()
      .replace(/\uFFFD$/, '')
      .trimEnd() + ending
  );
}

/** With its dot; two of them where the file is packed, as in `.csv.gz`. */
function endingOf(name: string): string {
  const ending = /(?:\.[^.\s]+)?\.[^.\s]+$/u.exec(name)?.[0] ?? '';
  const last = ending.slice(ending.lastIndexOf('.'));
  const isPacked =
    ['.gz', '.zip'].includes(last.toLowerCase()) && hasKnownEnding(`x${ending.slice(0, -last.length)}`);
  const kept = isPacked ? ending : last;
  return Buffer.byteLength(kept) <= longestEndingBytes ? kept : '';
}
