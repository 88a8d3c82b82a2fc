/** Memory of bodies that were sent and came back, for the next ones: the thread's own. */
const returned: ArrayBuffer[] = [];
/** As many as are likely to be on their way at once; more would only be kept. */
const mostReturned = 8;

/** Bodies differ a little in length: with so much to spare the memory of one fits the next. */
const roundedTo = 65_536;

/**
 * Memory for a body of so many bytes, whatever was in it before. New memory for each would cost more than to write into
 * it: the kernel clears it page by page, and V8 collects its whole heap for every 64 MB of it.
 */
export function takeBodyMemory(bytes: number): Uint8Array<ArrayBuffer> {
  const place = returned.findIndex(
    ({ byteLength }) => byteLength >= bytes && byteLength <= bytes * 2 + roundedTo,
  );
  const [buffer = new ArrayBuffer(Math.ceil(bytes / roundedTo) * roundedTo)] =
    place < 0 ? [] : returned.splice(place, 1);
  return new Uint8Array(buffer, 0, bytes);
}

/** Keeps memory that nobody needs any more for a body to come. */
export function giveBodyMemoryBack(buffer: ArrayBuffer): void {
  if (returned.length === mostReturned) returned.shift();
  returned.push(buffer);
}
