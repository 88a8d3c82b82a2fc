import { isUuid } from '../domain/uuid.ts';
import { instantMs, isNaiveTime } from './instant.ts';
import { missingField, noInstant } from './validation-problem.ts';
import type { ValidationProblem } from './validation-problem.ts';

export interface IntegerRange {
  readonly least: number;
  readonly most: number;
  readonly fallback: number;
}

/** Reads query parameters and gathers what is wrong with them, as FastAPI does before it answers 422. */
export class QueryCheck {
  readonly problems: ValidationProblem[] = [];
  readonly #query: URLSearchParams;

  constructor(query: URLSearchParams) {
    this.#query = query;
  }

  /** In lower case, as the original's store has it; '' when it is missing or wrong. */
  uuid(name: string): string {
    const text = this.#query.get(name);
    if (text === null) this.problems.push(missingField(['query', name], null));
    return text === null ? '' : (this.optionalUuid(name) ?? '');
  }

  optionalUuid(name: string): string | null {
    const text = this.#query.get(name);
    if (text === null) return null;
    if (isUuid(text)) return text.toLowerCase();
    this.#add('uuid_parsing', name, 'Input should be a valid UUID', text);
    return null;
  }

  integer(name: string, { least, most, fallback }: IntegerRange): number {
    const text = this.#query.get(name);
    if (text === null) return fallback;
    const number = Number(text);
    if (!/^[+-]?\d+$/.test(text)) {
      const msg = 'Input should be a valid integer, unable to parse string as an integer';
      this.#add('int_parsing', name, msg, text);
    } else if (number > most) {
      this.#add('less_than_equal', name, `Input should be less than or equal to ${most}`, text);
    } else if (number < least) {
      this.#add('greater_than_equal', name, `Input should be greater than or equal to ${least}`, text);
    }
    return number;
  }

  /** Epoch ms. */
  instant(name: string, fallbackMs: number): number {
    const text = this.#query.get(name);
    if (text === null) return fallbackMs;
    const epochMs = instantMs(text);
    if (Number.isNaN(epochMs)) this.problems.push(noInstant(['query', name], text, isNaiveTime(text)));
    return epochMs;
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
    const text = this.#query.get(name);
    if (text === null) return fallback;
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) {
      this.#add('enum', name, `Input should be ${choices.map((choice) => `'${choice}'`).join(' or ')}`, text);
    }
    return chosen ?? fallback;
  }

  #add(type: string, name: string, msg: string, input: string): void {
    this.problems.push({ type, loc: ['query', name], msg, input });
  }
}
