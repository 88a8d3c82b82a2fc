/** Whether two base URLs differ by more than a slash at the end or the case of the host. */
export function isOtherAddress(one: string, other: string): boolean {
  return plain(one) !== plain(other);
}

function plain(address: string): string {
  try {
    const { origin, pathname } = new URL(address);
    return `${origin}${pathname.replace(/\/+$/, '')}`;
  } catch {
    return address;
  }
}
