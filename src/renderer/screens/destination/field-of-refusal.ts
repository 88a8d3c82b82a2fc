import type { Trouble } from '../../../contract/job-shapes.ts';
import type { FormField } from './check-form.ts';
import type { FormValues } from './form-values.ts';

/** The field that a refusal of the engine is about, by what its words name; null when it names none. */
export function fieldOfRefusal({ text }: Trouble, values: FormValues): FormField | null {
  const begins: readonly (readonly [string, FormField])[] = [
    ["The VTN's address", 'address'],
    ['The token URL', 'tokenUrl'],
    ['The address of the proxy', 'proxyAddress'],
    ['There is a destination named', 'name'],
  ];
  const begun = begins.find(([start]) => text.startsWith(start));
  if (begun !== undefined) return begun[1];
  const names = (path: string): boolean => path.trim() !== '' && text.includes(path.trim());
  if (names(values.keyFile)) return text.includes('passphrase') ? 'keyPassphrase' : 'keyFile';
  if (names(values.certificateFile)) return 'certificateFile';
  return names(values.caFile) ? 'caFile' : null;
}
