const zero = 0x30;
const minus = 0x2d;
const point = 0x2e;

/** Decimals of up to 15 digits are exact in a double, so below this the fast way gives the shortest form. */
const largestScaled = 1e15;

/**
 * Writes a finite number as JSON does (the shortest decimal that reads back as the same number) and returns
 * where it ended. Numbers with up to three decimals, as meters give, are written digit by digit.
 */
export function writeNumber(bytes: Buffer, at: number, value: number): number {
  const scaled = Math.round(value * 1000);
  if (scaled >= largestScaled || scaled <= -largestScaled || scaled / 1000 !== value) {
    return at + bytes.write(String(value), at, 'latin1');
  }
  let next = at;
  if (scaled < 0) bytes[next++] = minus;
  const magnitude = Math.abs(scaled);
  const whole = Math.floor(magnitude / 1000);
  next = writeWhole(bytes, next, whole);
  return writeThousandths(bytes, next, magnitude - whole * 1000);
}

/** How many bytes `writeNumber` takes for it. */
export function numberBytes(value: number): number {
  return value === 0 ? 1 : String(value).length;
}

function writeWhole(bytes: Buffer, at: number, whole: number): number {
  let digits = 1;
  for (let power = 10; power <= whole; power *= 10) digits++;
  let rest = whole;
  for (let place = at + digits - 1; place >= at; place--) {
    const tenth = Math.floor(rest / 10);
    bytes[place] = zero + rest - tenth * 10;
    rest = tenth;
  }
  return at + digits;
}

function writeThousandths(bytes: Buffer, at: number, thousandths: number): number {
  if (thousandths === 0) return at;
  const tenths = (thousandths / 100) | 0;
  const hundredths = ((thousandths / 10) | 0) - tenths * 10;
  const last = thousandths - tenths * 100 - hundredths * 10;
  bytes[at] = point;
  bytes[at + 1] = zero + tenths;
  if (hundredths === 0 && last === 0) return at + 2;
  bytes[at + 2] = zero + hundredths;
  if (last === 0) return at + 3;
  bytes[at + 3] = zero + last;
  return at + 4;
}
