import { create } from 'zustand';

/** BCP 47 tag that figures and dates are spelled by; undefined until the settings are known. */
export const useLocale = create<{ readonly locale: string | undefined }>(() => ({ locale: undefined }));
