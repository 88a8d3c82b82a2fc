import { AppError } from '../../../contract/app-error.ts';
import { DayStore, valueState } from './day-store.ts';
import type { OpenChannel, StreamHeading } from './nem12-channel.ts';
import { readIntervalDate } from './interval-date.ts';
import { plainKey } from './nem12-channel.ts';
import { ProblemTally } from './problem-tally.ts';
import { readLines } from './read-lines.ts';
import { RecordFields } from './record-fields.ts';
import type { ScanListener } from './scan-listener.ts';

const mostChannels = 200_000;
const mostNames = 20;
const shownCharacters = 120;
const dayMinutes = 1440;
/** Where the values of a 300 record begin. */
const firstValue = 2;

/**
 * One pass over a NEM12 file (AEMO, Meter Data File Format Specification NEM12 & NEM13): what its records say,
 * in the order they stand. The states are those of the specification's blocking: 100 opens, 200 names a
 * channel, 300 is a day of it, 400 qualifies that day, 500 is about a manual reading, 900 ends.
 */
export class Nem12Scan {
  readonly channels: OpenChannel[] = [];
  readonly problems = new ProblemTally();
  readonly participants = new Set<string>();
  rejected = 0;
  ignored = 0;
  /** Records of accumulated readings (NEM13). */
  accumulations = 0;
  readonly #byKey = new Map<string, OpenChannel>();
  readonly #fields = new RecordFields();
  readonly #listener: ScanListener | null;
  #path = '';
  #channel: OpenChannel | null = null;
  /** Why the 300 records that follow cannot be read. */
  #reason = '';
  /** The day that 400 records speak of. */
  #day: { row: number; from: number; isVariable: boolean } | null = null;
  /** True behind a rejected 300 record: its 400 records go with it. */
  #isDayLost = false;

  constructor(listener: ScanListener | null) {
    this.#listener = listener;
  }

  /** @throws AppError source/unsupported; the system's errors as they are */
  read(path: string): void {
    this.#path = path;
    this.#leaveChannel('there is no 200 record before it');
    readLines(
      path,
      (bytes, start, end, row) => {
        this.#fields.split(bytes, start, end);
        this.#takeRecord(row);
      },
      (row) => this.#reject(row, 'RecordIndicator', '', 'the line is longer than 1 MB'),
    );
    this.#endDay();
  }

  #takeRecord(row: number): void {
    const record = this.#fields.text(0);
    if (record === '400') return this.#takeQuality(row);
    this.#endDay();
    switch (record) {
      case '300':
        return this.#takeDay(row);
      case '200':
        return this.#takeHeading(row);
      case '100':
        return this.#takeStart();
      case '900':
        return this.#leaveChannel('it follows the end record (900) without a 200 record of its own');
      // A manual reading: the state of the register, no readings of intervals.
      case '500':
        return;
      case '250':
      case '550':
        this.accumulations++;
        return this.#ignore(row, 'an accumulated reading (NEM13) has no intervals');
      default:
        return this.#ignore(row, 'it is none of the records 100, 200, 300, 400, 500 and 900');
    }
  }

  #takeStart(): void {
    const participant = this.#fields.text(3);
    if (participant !== '' && this.participants.size < 100) this.participants.add(participant);
    this.#leaveChannel('there is no 200 record before it');
  }

  #takeHeading(row: number): void {
    const fields = this.#fields;
    const minutes = Number(fields.text(8));
    const isLength = fields.text(8) !== '' && Number.isInteger(minutes) && minutes > 0;
    if (!isLength || dayMinutes % minutes !== 0) {
      this.#leaveChannel(`its 200 record (row ${row}) has no interval length`);
      this.#reject(row, 'IntervalLength', fields.text(8), 'it is no number of minutes that divides a day');
      return;
    }
    const heading = {
      nmi: fields.text(1),
      suffix: fields.text(4) || onlyStream(fields.text(2)),
      registerId: fields.text(3),
      serial: fields.text(6),
      unitText: fields.text(7),
      minutes,
    };
    this.#channel = this.#channelOf(heading, row);
    remember(this.#channel.registerIds, heading.registerId);
    remember(this.#channel.serials, heading.serial);
  }

  #channelOf(heading: StreamHeading, row: number): OpenChannel {
    const { nmi, suffix, minutes, unitText } = heading;
    const key = [nmi, suffix, minutes, unitText.toUpperCase()].join('\n');
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    if (this.channels.length === mostChannels) {
      const message = `${this.#path} has more than ${mostChannels} channels. Split it and try again.`;
      throw new AppError('source/unsupported', message, { context: { path: this.#path } });
    }
    const store = new DayStore(dayMinutes / minutes);
    const opened: OpenChannel = {
      heading,
      store,
      registerIds: [],
      serials: [],
      unreadable: 0,
      rejected: 0,
      row,
    };
    this.#byKey.set(key, opened);
    this.channels.push(opened);
    return opened;
  }

  #leaveChannel(reason: string): void {
    this.#channel = null;
    this.#reason = reason;
  }

  #takeDay(row: number): void {
    const fields = this.#fields;
    const channel = this.#channel;
    this.#isDayLost = true;
    if (channel === null) return this.#rejectRecord(row, this.#reason);
    const dayMs = readIntervalDate(fields.text(1));
    if (Number.isNaN(dayMs)) {
      return this.#reject(row, 'IntervalDate', fields.text(1), 'it is no date of the form YYYYMMDD');
    }
    const { perDay } = channel.store;
    const quality = fields.qualityLetter(firstValue + perDay);
    const count = quality !== '' || this.#lacksFlag(perDay) ? perDay : this.#countValues();
    if (count !== perDay) return this.#rejectRecord(row, wrongCount(count, channel));
    this.#isDayLost = false;
    if (quality === '') this.#noteQuality(channel, 'a day without a quality flag counts as estimated', row);
    const from = channel.store.add(dayMs, row);
    this.#takeValues(channel, from, stateOf(quality), row);
    this.#day = { row, from, isVariable: quality === 'V' };
  }

  /** Values of a record that does not have as many as its channel: those before the quality flag. */
  #countValues(): number {
    const { count } = this.#fields;
    let filled = 0;
    for (let place = firstValue; place < count; place++) {
      if (this.#fields.qualityLetter(place) !== '') return place - firstValue;
      if (!this.#fields.isEmpty(place)) filled = place - firstValue + 1;
    }
    return filled;
  }

  /** All values are there, the field for their quality is empty, and at most the four fields behind it are filled. */
  #lacksFlag(perDay: number): boolean {
    const flag = firstValue + perDay;
    if (Number.isNaN(this.#fields.number(flag - 1)) || !this.#fields.isEmpty(flag)) return false;
    for (let place = flag + 5; place < this.#fields.count; place++) {
      if (!this.#fields.isEmpty(place)) return false;
    }
    return this.#fields.qualityLetter(flag + 1) === '';
  }

  #takeValues(channel: OpenChannel, from: number, state: number, row: number): void {
    const { values, states, perDay } = channel.store;
    const fields = this.#fields;
    for (let i = 0; i < perDay; i++) {
      const value = fields.number(firstValue + i);
      values[from + i] = value;
      if (!Number.isNaN(value)) {
        states[from + i] = state;
      } else if (fields.isEmpty(firstValue + i) || state === valueState.absent) {
        states[from + i] = valueState.absent;
      } else {
        states[from + i] = valueState.unreadable;
        channel.unreadable++;
        this.#reject(row, `IntervalValue${i + 1}`, fields.text(firstValue + i), 'it is no number');
      }
    }
  }

  #takeQuality(row: number): void {
    const channel = this.#channel;
    if (channel === null || this.#day === null) {
      if (this.#isDayLost) return this.#ignore(row, 'it qualifies a 300 record that was rejected');
      return this.#ignore(row, 'there is no 300 record that it could qualify');
    }
    const fields = this.#fields;
    const [first, last] = [fields.number(1), fields.number(2)];
    const { perDay, states, values } = channel.store;
    const isRange = Number.isInteger(first) && Number.isInteger(last) && first >= 1 && first <= last;
    if (!isRange || last > perDay) {
      const text = `${fields.text(1)}, ${fields.text(2)}`;
      return this.#reject(row, 'StartInterval', text, `it is no range within the intervals 1 to ${perDay}`);
    }
    const quality = fields.qualityLetter(3);
    if (quality === '' || quality === 'V') {
      return this.#reject(
        row,
        'QualityMethod',
        fields.text(3),
        'it is none of the qualities A, S, F, E and N',
      );
    }
    if (!this.#day.isVariable)
      this.#noteQuality(channel, 'a 400 record speaks of a day of one quality; it counts', row);
    const state = stateOf(quality);
    let isAgain = false;
    for (let place = this.#day.from + first - 1; place < this.#day.from + last; place++) {
      if (Number.isNaN(values[place])) continue;
      isAgain ||= this.#day.isVariable && states[place] !== valueState.variable;
      states[place] = state;
    }
    if (isAgain) this.#noteQuality(channel, 'the ranges of 400 records overlap; the last one counts', row);
  }

  /** A day of several qualities needs ranges that cover it. */
  #endDay(): void {
    const day = this.#day;
    this.#day = null;
    if (day === null || !day.isVariable || this.#channel === null) return;
    const { states, perDay } = this.#channel.store;
    if (states.subarray(day.from, day.from + perDay).includes(valueState.variable)) {
      const what =
        'a day of several qualities (V) lacks 400 records for some intervals, which count as estimated';
      this.#noteQuality(this.#channel, what, day.row);
    }
  }

  #noteQuality(channel: OpenChannel, what: string, row: number): void {
    this.problems.add('quality-unclear', `${plainKey(channel.heading)}: ${what}`, row);
  }

  #rejectRecord(row: number, reason: string): void {
    this.#reject(row, 'RecordIndicator', null, reason);
  }

  #reject(row: number, field: string, text: string | null, reason: string): void {
    this.rejected++;
    if (this.#channel !== null) this.#channel.rejected++;
    this.#listener?.onRejected({ row, field, text: shorten(text ?? this.#fields.start()), reason });
  }

  #ignore(row: number, reason: string): void {
    this.ignored++;
    this.#listener?.onIgnored({ row, text: shorten(this.#fields.start()), reason });
  }
}

/** A configuration of one stream, such as `E1`, names the suffix where the field for it is empty. */
function onlyStream(configuration: string): string {
  return configuration.length === 2 ? configuration : '';
}

/** Adds the number of a register or meter that has not been seen yet. */
function remember(names: string[], name: string): void {
  if (name !== '' && names.length < mostNames && !names.includes(name)) names.push(name);
}

function stateOf(quality: string): number {
  if (quality === 'A') return valueState.actual;
  if (quality === 'N') return valueState.absent;
  return quality === 'V' ? valueState.variable : valueState.estimated;
}

function wrongCount(count: number, { heading, store }: OpenChannel): string {
  const values = count === 1 ? '1 value' : `${count} values`;
  return `it has ${values}, but its interval length of ${heading.minutes} minutes makes ${store.perDay}`;
}

function shorten(text: string): string {
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters)}…`;
}
