const downloadStartsWithinMs = 60_000;

/** The browser's own dialog for files; empty when the person chose none. */
export function chooseFilesInBrowser(): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener('cancel', () => resolve([]), { once: true });
    input.click();
  });
}

/** Puts the content among the downloads of the browser. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  downloadFrom(url, name);
  // The browser reads the content when it starts to write, which may wait for its dialog.
  setTimeout(() => URL.revokeObjectURL(url), downloadStartsWithinMs);
}

/** Has the browser fetch an address of these pages into its downloads. */
export function downloadFrom(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
