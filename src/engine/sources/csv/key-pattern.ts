const longest = 64;

/**
 * The form of cells that were recognised as stamps or numbers: their length, their first sign and the place of
 * their first separator. A cell of the same form needs no closer look.
 */
export class KeyPattern {
  readonly #separatorAt = new Int16Array(longest).fill(-1);
  readonly #separator = new Uint16Array(longest);
  readonly #second = new Uint8Array(longest);

  learn(cell: string): void {
    const length = cell.length;
    if (length === 0 || length >= longest || !isDigit(cell.charCodeAt(0))) return;
    let place = 0;
    while (place < length && isDigit(cell.charCodeAt(place))) place++;
    this.#separatorAt[length] = place;
    this.#separator[length] = place < length ? cell.charCodeAt(place) : 0;
    this.#second[length] = isDigit(cell.charCodeAt(length - 1)) ? 1 : 0;
  }

  fits(cell: string | undefined): boolean {
    if (cell === undefined) return false;
    const length = cell.length;
    if (length === 0 || length >= longest) return false;
    const place = this.#separatorAt[length] ?? -1;
    if (place === -1 || !isDigit(cell.charCodeAt(0))) return false;
    if (place < length && cell.charCodeAt(place) !== this.#separator[length]) return false;
    return (isDigit(cell.charCodeAt(length - 1)) ? 1 : 0) === this.#second[length];
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
