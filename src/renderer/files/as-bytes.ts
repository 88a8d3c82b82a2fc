export function asBlob(content: Blob | Uint8Array): Blob {
  // A copy: a Blob takes no view of memory that threads may share.
  return content instanceof Blob ? content : new Blob([new Uint8Array(content)]);
}

export async function asBytes(content: Blob | Uint8Array): Promise<Uint8Array> {
  return content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content;
}
