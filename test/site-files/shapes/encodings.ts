import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { zipOf } from '../../../src/engine/sources/container/write-zip.ts';
import { textShape } from './shape.ts';
import type { Inspected, Shape } from './shape.ts';
import { copenhagen, makeTruth, plainDays, render, spell } from './truth.ts';
import type { TrueInterval } from './truth.ts';

const truth = makeTruth(plainDays, 60, { seed: 11 });
const said = { timeZone: copenhagen };

interface Words {
  readonly header: string;
  readonly meter: string | null;
  readonly note: string;
}

const danish: Words = {
  header: 'Målepunkt;Tidspunkt;Forbrug (kWh);Bemærkning',
  meter: 'Sønderstræde 5',
  note: 'æøå',
};
const german: Words = {
  header: 'Zählpunkt;Zeitpunkt;Verbrauch (kWh);Gerät',
  meter: 'Größe Straße 7',
  note: 'Übertragung',
};
/** Without a meter: the series has the name of the column of values. */
const japanese: Words = { header: '日時;使用量(kWh);備考', meter: null, note: '正常' };

function renderWith(words: Words, lineEnd = '\n'): string {
  return [words.header, ...truth.map((interval) => rowOf(words, interval))]
    .map((line) => line + lineEnd)
    .join('');
}

function rowOf({ meter, note }: Words, { startMs, value }: TrueInterval): string {
  return `${meter === null ? '' : `${meter};`}${render(startMs, copenhagen, 'DD.MM.YYYY HH:mm')};${spell(value, ',')};${note}`;
}

function encoded(name: string, words: Words, text: string | Uint8Array, more: Partial<Named> = {}): Shape {
  return textShape({
    name,
    axis: 'encoding',
    text,
    said,
    expected: { series: [{ name: words.meter ?? '使用量', intervals: truth, unit: 'kWh' }] },
    ...more,
  });
}

interface Named {
  readonly fileName: string;
  readonly inspected: Inspected;
}

const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16le(text).swap16();
const ascii: Words = { header: 'Meter;Time;Energy (kWh);Note', meter: 'NORTH-1', note: 'ok' };
const says = (encoding: RegExp): { inspected: Inspected } => ({
  inspected: { kind: 'csv', encoding, delimiter: ';', decimal: ',', headerRow: 1 },
});

export const encodingShapes: readonly Shape[] = [
  encoded('ASCII text ends its lines with LF', ascii, renderWith(ascii)),
  encoded('UTF-8 without a byte order mark', danish, renderWith(danish), says(/utf-?8/i)),
  encoded('UTF-8 with a byte order mark', danish, `\ufeff${renderWith(danish)}`, says(/utf-?8/i)),
  encoded(
    'UTF-16 LE with a byte order mark',
    danish,
    utf16le(`\ufeff${renderWith(danish)}`),
    says(/utf-?16/i),
  ),
  encoded(
    'UTF-16 BE with a byte order mark',
    danish,
    utf16be(`\ufeff${renderWith(danish)}`),
    says(/utf-?16/i),
  ),
  encoded('UTF-16 LE without a byte order mark', danish, utf16le(renderWith(danish)), says(/utf-?16/i)),
  encoded('UTF-16 BE without a byte order mark', danish, utf16be(renderWith(danish)), says(/utf-?16/i)),
  encoded('UTF-16 LE with CRLF', german, utf16le(`\ufeff${renderWith(german, '\r\n')}`)),
  encoded('Windows-1252 with Danish letters', danish, iconv.encode(renderWith(danish), 'windows-1252')),
  encoded(
    'Windows-1252 with a dash and a euro sign of its own',
    { ...german, note: '5 – 6 €' },
    iconv.encode(renderWith({ ...german, note: '5 – 6 €' }), 'windows-1252'),
  ),
  encoded('Latin-1 with German letters', german, iconv.encode(renderWith(german, '\r\n'), 'latin1')),
  encoded('Mac Roman with German letters', german, iconv.encode(renderWith(german), 'macroman')),
  encoded(
    'Mac Roman ends its lines with CR alone',
    danish,
    iconv.encode(renderWith(danish, '\r'), 'macroman'),
  ),
  encoded(
    'Shift-JIS with a Japanese header',
    japanese,
    iconv.encode(renderWith(japanese, '\r\n'), 'shift_jis'),
  ),
  encoded('lines end with CRLF', danish, renderWith(danish, '\r\n')),
  encoded('lines end with CR alone', danish, renderWith(danish, '\r')),
  encoded('the last line has no end', danish, renderWith(danish).trimEnd()),
  encoded('the last line has no end and the others CRLF', danish, renderWith(danish, '\r\n').trimEnd()),
  encoded(
    'a header line with LF stands above lines with CRLF',
    danish,
    `${danish.header}\n${renderWith(danish, '\r\n').split('\r\n').slice(1).join('\r\n')}`,
  ),
  encoded('a CSV is packed with gzip', danish, gzipSync(renderWith(danish)), { fileName: 'readings.csv.gz' }),
  encoded(
    'a CSV in Windows-1252 is packed with gzip',
    danish,
    gzipSync(iconv.encode(renderWith(danish), 'windows-1252')),
    { fileName: 'readings.csv.gz' },
  ),
  encoded('a gzip file has the name of a CSV', danish, gzipSync(renderWith(danish))),
  encoded(
    'a CSV is packed with zip',
    danish,
    zipOf([{ name: 'eksport/målinger.csv', content: Buffer.from(renderWith(danish)) }]),
    { fileName: 'readings.zip' },
  ),
];
