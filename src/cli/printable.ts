/** The sequences that `paint` writes: bold, dim, red, green, yellow, and their ends. */
const ownColour = /^\u001b\[(?:1|2|22|31|32|33|39)m/;

/**
 * A line as it may go to a terminal: names and cells of a file may hold anything, also what moves the cursor,
 * sets the title, or shows words in another order than they are written. Line ends stay.
 */
export function printable(line: string): string {
  let text = '';
  for (let place = 0; place < line.length; place++) {
    const code = line.charCodeAt(place);
    const colour = code === 27 ? ownColour.exec(line.slice(place, place + 5)) : null;
    if (colour !== null) {
      text += colour[0];
      place += colour[0].length - 1;
    } else text += isControl(code) ? '\ufffd' : line.charAt(place);
  }
  return text;
}

/** C0 and C1 controls but tab and line feed, and the marks that turn the direction of writing (Unicode 17, table 23-3). */
function isControl(code: number): boolean {
  if (code < 32) return code !== 9 && code !== 10;
  if (code < 0x200e) return code >= 127 && code < 160;
  return code <= 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}
