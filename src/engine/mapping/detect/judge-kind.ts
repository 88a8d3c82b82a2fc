import type { ReadingKind } from '../../../domain/reading-kind.ts';
import { medianOf } from './sample-numbers.ts';
import type { Quantity } from './unit-of-column.ts';
import { intervalEnergyWords, powerWords, registerWords } from './words/kind-words.ts';
import { meanWords } from './words/derived-words.ts';

/** What kind of value a column holds; null kind when neither words nor figures decide. */
export interface KindVerdict {
  readonly kind: ReadingKind | null;
  /** 0-1. */
  readonly sureness: number;
  /** A clause that goes behind "because". */
  readonly why: string;
  /** What the header says against it, if it does. */
  readonly contradiction: string | null;
}

/** How the values of a column go up and down with time within its series. */
export interface ValueCourse {
  readonly up: number;
  readonly down: number;
  readonly equal: number;
  /** The middle of the absolute values, and of the absolute steps that are not zero; NaN without any. */
  readonly medianSize: number;
  readonly medianStep: number;
  /** The least absolute value that is not zero; NaN without any. */
  readonly leastSize: number;
  /** Every step is the same, as in numbers that somebody counted up. */
  readonly isEven: boolean;
}

export function courseOf(
  values: Float64Array,
  series: readonly (readonly number[])[],
  runsBackwards = false,
): ValueCourse {
  const course = { up: 0, down: 0, equal: 0 };
  const sizes: number[] = [];
  const steps: number[] = [];
  for (const rows of series) {
    let last = NaN;
    for (const row of rows) {
      const value = values[row] ?? NaN;
      if (Number.isNaN(value)) continue;
      if (value !== 0) sizes.push(Math.abs(value));
      const step = runsBackwards ? last - value : value - last;
      last = value;
      if (Number.isNaN(step)) continue;
      if (step === 0) course.equal++;
      else {
        if (step > 0) course.up++;
        else course.down++;
        steps.push(Math.abs(step));
      }
    }
  }
  const medianStep = medianOf(steps);
  const isEven =
    course.equal === 0 && steps.every((step) => Math.abs(step - medianStep) <= medianStep * 1e-9);
  const leastSize = sizes.reduce((least, size) => Math.min(least, size), Infinity);
  return { ...course, medianSize: medianOf(sizes), medianStep, leastSize, isEven };
}

/** So many changes in one direction make a register likely by themselves. */
const tellingChanges = 20;
/** A register stands far above its steps once it has run for a while. */
const offsetRatio = 8;
/** So many steps back do not make a register something else. */
const mostStrays = 3;

/**
 * Interval energy, mean power or a register. Figures go before words where there are enough of them: headers say
 * "reading" of anything. `words` are those of the header and of what stands around the column.
 */
export function judgeKind(
  quantity: Quantity,
  words: string,
  course: ValueCourse,
  isDaily = false,
): KindVerdict {
  const said = registerWords.find(words);
  const mean = meanWords.find(words);
  if (quantity === 'power') return verdict('power', 0.95, 'its unit is one of power', null);
  const changes = course.up + course.down;
  const isRaised = course.medianSize >= course.medianStep * offsetRatio;
  // A few steps back in a long rise are an exchange of the meter, or a reading gone wrong.
  const strays = isRaised && course.up >= 2 * tellingChanges ? mostStrays : 0;
  const isOneWay = changes > 0 && course.down <= Math.max(strays, course.up * 0.005);
  const figures = `in the sample its values rise ${course.up} times and fall ${course.down} times`;
  if (changes === 0) return fromWordsAlone(quantity, words, said, course);
  if (isOneWay && mean === null) return onlyRises(quantity, { ...course, isRaised }, said, figures);
  const against =
    said === null ? null : `The header says "${said}", but ${figures}: it is not read as a register.`;
  return wentBothWays(quantity, words, figures, against, isDaily);
}

/** A register, unless it is one that has just begun or numbers that somebody counted up. */
function onlyRises(
  quantity: Quantity,
  course: ValueCourse & { readonly isRaised: boolean },
  said: string | null,
  figures: string,
): KindVerdict {
  const changes = course.up + course.down;
  const isTelling = changes >= tellingChanges;
  if (said !== null && changes >= 2) {
    const why = isTelling ? `${figures}, as a register does` : `its header says "${said}" and ${figures}`;
    return verdict('register', isTelling ? 0.95 : 0.8, why, null);
  }
  const isAmount = quantity === 'energy' || quantity === 'volume';
  if (course.isEven && isAmount && course.leastSize <= course.medianStep * 2) {
    const sureness = changes >= 8 ? 0.7 : 0.65;
    return verdict('interval', sureness, `${figures}, always by the same amount, as no register does`, null);
  }
  if (course.isEven && isTelling) return unclear(`${figures}, always by the same amount`);
  if (changes >= 4 && course.isRaised)
    return verdict('register', isTelling ? 0.95 : 0.7, `${figures}, as a register does`, null);
  // A register stands far above its steps; so few small amounts are amounts.
  if (isAmount && changes < 8 && !course.isRaised)
    return verdict('interval', 0.65, `its unit is one of amounts and ${figures}`, null);
  return unclear(figures);
}

function wentBothWays(
  quantity: Quantity,
  words: string,
  figures: string,
  against: string | null,
  isDaily: boolean,
): KindVerdict {
  if (quantity === 'energy' || quantity === 'volume') {
    return verdict(
      'interval',
      against === null ? 0.95 : 0.75,
      `its unit is one of amounts and ${figures}`,
      against,
    );
  }
  const power = powerWords.find(words);
  const energy = intervalEnergyWords.find(words);
  if (power !== null && energy === null) return verdict('power', 0.8, `its header says "${power}"`, against);
  if (energy !== null && power === null)
    return verdict('interval', 0.8, `its header says "${energy}"`, against);
  if (isDaily)
    return verdict('interval', 0.7, `there is one value a day and ${figures}, as daily amounts do`, against);
  return unclear(figures);
}

/** Values that never change tell nothing: all zeros are an idle meter's interval energy or its register. */
function fromWordsAlone(
  quantity: Quantity,
  words: string,
  said: string | null,
  course: ValueCourse,
): KindVerdict {
  if (said !== null) return verdict('register', 0.6, `its header says "${said}"`, null);
  const power = powerWords.find(words);
  if (quantity === 'unknown' && power !== null)
    return verdict('power', 0.6, `its header says "${power}"`, null);
  // A register of a meter that feeds nothing in stands still, too, but hardly ever at zero.
  if (course.equal > 0 && course.medianSize > 0) return unclear('its values never change');
  if (quantity === 'energy' || quantity === 'volume') {
    return verdict('interval', 0.6, 'its unit is one of amounts, though its values never change', null);
  }
  return unclear('its values never change');
}

function verdict(
  kind: ReadingKind,
  sureness: number,
  why: string,
  contradiction: string | null,
): KindVerdict {
  return { kind, sureness, why, contradiction };
}

function unclear(why: string): KindVerdict {
  return { kind: null, sureness: 0.3, why, contradiction: null };
}
