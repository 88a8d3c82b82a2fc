/** One entry of a 422 answer's `detail`, in the shape of FastAPI and pydantic 2. */
export interface ValidationProblem {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
}

type Loc = ValidationProblem['loc'];

export function missingField(loc: Loc, input: unknown): ValidationProblem {
  return { type: 'missing', loc, msg: 'Field required', input };
}

export function unknownField(loc: Loc, input: unknown): ValidationProblem {
  return { type: 'extra_forbidden', loc, msg: 'Extra inputs are not permitted', input };
}

/** A rule that the type alone does not express; the wording follows pydantic's. */
export function brokenRule(loc: Loc, rule: string, input: unknown): ValidationProblem {
  return { type: 'value_error', loc, msg: `Value error, ${rule}`, input };
}

/** Why `input` is no number that a point could have. */
export function noNumber(loc: Loc, input: unknown): ValidationProblem {
  if (typeof input === 'number') {
    return { type: 'finite_number', loc, msg: 'Input should be a finite number', input: String(input) };
  }
  if (typeof input === 'string') {
    const msg = 'Input should be a valid number, unable to parse string as a number';
    return { type: 'float_parsing', loc, msg, input };
  }
  return { type: 'float_type', loc, msg: 'Input should be a valid number', input };
}

/** Why `input` is no date and time with a zone; `naive` when only the zone is missing. */
export function noInstant(loc: Loc, input: unknown, naive: boolean): ValidationProblem {
  if (naive) return { type: 'timezone_aware', loc, msg: 'Input should have timezone info', input };
  if (typeof input !== 'string') {
    return { type: 'datetime_type', loc, msg: 'Input should be a valid datetime', input };
  }
  return { type: 'datetime_from_date_parsing', loc, msg: 'Input should be a valid datetime or date', input };
}
