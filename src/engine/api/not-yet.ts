import { AppError } from '../../contract/app-error.ts';

export const notYet = (): Promise<never> => Promise.reject(new AppError('engine/bug', 'Not built yet.'));
