/** The text of a file of the person's own computer; null when none was chosen. */
export function chooseTextFile(): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.haulmap,.json,application/json';
    input.addEventListener(
      'change',
      () => {
        const [file] = input.files ?? [];
        if (file === undefined) resolve(null);
        else file.text().then(resolve, reject);
      },
      { once: true },
    );
    input.addEventListener('cancel', () => resolve(null), { once: true });
    input.click();
  });
}
