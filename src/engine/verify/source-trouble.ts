import { AppError } from '../../contract/app-error.ts';

/** Whether something could not be read of a source, other than by a fault of ours. */
export function isSourceTrouble(thrown: unknown): thrown is AppError {
  return (
    thrown instanceof AppError &&
    (thrown.code.startsWith('source/') || thrown.code.startsWith('mapping/')) &&
    thrown.code !== 'source/reader-crashed'
  );
}
