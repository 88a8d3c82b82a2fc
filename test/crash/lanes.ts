/**
 * Works off what `next` gives until it gives null, so many at once. Rejects with the first failure once all that were
 * under way have come to their end; nothing new is begun after it.
 */
export async function workInLanes<T>(
  lanes: number,
  next: () => T | null,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    for (let item = next(); item !== null && !hasFailed; item = next()) {
      try {
        await work(item);
      } catch (thrown) {
        hasFailed = true;
        throw thrown;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
