export type ContainerKind = 'gzip' | 'zip';

/**
 * Whether a file that begins with these bytes is a gzip (RFC 1952) or a zip archive (APPNOTE, 4.3.7). Documents
 * such as Excel workbooks begin like a zip archive, too: `recogniseFile` tells them apart.
 */
export function isContainer(head: Uint8Array): ContainerKind | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const isZip = head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
  return isZip ? 'zip' : null;
}
