import { judgeLabel } from '../../../domain/time/judge-label.ts';
import { compileStampPattern } from '../../../domain/time/stamp-pattern.ts';
import type { Findings } from './findings.ts';
import { joinTexts, recogniseTexts, stepsOf } from './stamp-columns.ts';
import type { TimeChoice } from './time-choice.ts';
import { endWords, startWords } from './words/time-words.ts';

type Label = 'start' | 'end';

/**
 * Which instant of its interval a lone stamp names: as the header says it, else as the stamps show it. A header that
 * the stamps contradict is believed, with a warning. `readStamps` reads the whole column, on its own clock.
 */
export function chooseLabel(
  choice: TimeChoice,
  around: string,
  readStamps: () => Float64Array,
  findings: Findings,
): Label {
  // A slot's pattern counts from the start of the day to the start of the slot, whatever its header says.
  if (choice.hasEnd || choice.isDaily || choice.stamp.pattern.includes('slot(')) return 'start';
  const end = endWords.find(choice.words) ?? hourEnding(around);
  const start = startWords.find(choice.words);
  const said = saidLabel(start, end);
  const { stepMs } = stepsOf(choice.ms);
  const judged =
    stepMs > 0 ? judgeLabel(choice.isInstant ? wallOfTexts(choice) : readStamps(), stepMs) : null;
  // The rows of a file in UTC begin and stop by the midnights of some other clock.
  const isTwoSided = judged?.isTwoSided ?? false;
  const isByChance = !isTwoSided && isInUtc(choice);
  const shown = isByChance ? null : (judged?.label ?? null);
  if (said !== null) {
    const word = (said === 'end' ? end : start) ?? '';
    findings.note(`Stamps name the ${said} of their interval: the header says "${word}".`, 0.9);
    if (shown !== null && shown !== said && isTwoSided) {
      findings.warn(
        'mapping/header-contradicted',
        `The header says "${word}", but stamps look like the ${shown} of their interval. ${judged?.evidence ?? ''} Choose with --stamp.`,
      );
    }
    return said;
  }
  if (shown !== null) {
    findings.note(
      `Stamps name the ${shown} of their interval. ${judged?.evidence ?? ''}`,
      shown === 'end' ? 0.8 : 0.85,
    );
    return shown;
  }
  findings.note(
    'Stamps are taken for the start of their interval; say --stamp end if they are its end.',
    0.7,
  );
  return 'start';
}

function saidLabel(start: string | null, end: string | null): Label | null {
  if ((start === null) === (end === null)) return null;
  return end === null ? 'start' : 'end';
}

function hourEnding(around: string): string | null {
  return /hour[- ]?ending|interval ending|period ending/i.exec(around)?.[0] ?? null;
}

/** What the clock on the wall showed in the sampled stamps that say their offset; empty where it cannot be told. */
function wallOfTexts({ columns, stamp }: TimeChoice): Float64Array {
  const own = columns.filter(({ name }) => stamp.columns.includes(name));
  const texts = joinTexts(own).map((text) => text.replace(/\s*(?:[zZ]|[+-]\d{2}:?\d{2})$/, ''));
  const candidate = stamp.pattern.startsWith('epoch') ? null : recogniseTexts(texts);
  if (candidate === null || candidate.isInstant) return new Float64Array(0);
  const reader = compileStampPattern(candidate.pattern);
  return Float64Array.from(texts, (text) => reader.read(text));
}

/** Every sampled stamp says that it is ahead of UTC by nothing. */
function isInUtc({ columns, stamp, isInstant }: TimeChoice): boolean {
  const own = columns.filter(({ name }) => stamp.columns.includes(name));
  return (
    isInstant && joinTexts(own).every((text) => text === '' || /(?:[zZ]|[+-]00:?00)$/.test(text.trimEnd()))
  );
}
