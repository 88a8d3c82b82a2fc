import { AppError } from '../../contract/app-error.ts';

export const notYet = (): Promise<never> =>
  Promise.reject(new AppError('engine/bug', 'This is not built yet.'));
