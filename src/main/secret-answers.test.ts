import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answerSecret, secretProtection } from './secret-answers.ts';

const safeStorage = vi.hoisted(() => ({
  isAsyncEncryptionAvailable: vi.fn(),
  getSelectedStorageBackend: vi.fn(),
  encryptStringAsync: vi.fn(),
  decryptStringAsync: vi.fn(),
}));
vi.mock('electron', () => ({ safeStorage }));

beforeEach(() => {
  vi.clearAllMocks();
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
  safeStorage.isAsyncEncryptionAvailable.mockResolvedValue(true);
  safeStorage.getSelectedStorageBackend.mockReturnValue('gnome_libsecret');
  safeStorage.encryptStringAsync.mockImplementation((text: string) =>
    Promise.resolve(Buffer.from(`<${text}>`)),
  );
  safeStorage.decryptStringAsync.mockImplementation((encrypted: Buffer) =>
    Promise.resolve({ shouldReEncrypt: false, result: encrypted.toString().slice(1, -1) }),
  );
});

afterEach(() => {
  vi.restoreAllMocks();
});

it('gives a protected text back as it was', async () => {
  const text = (await answerSecret({ type: 'secret', id: 1, ask: 'protect', text: 'hemmelig' })) ?? '';
  expect(text).toBe(Buffer.from('<hemmelig>').toString('base64'));
  expect(await answerSecret({ type: 'secret', id: 2, ask: 'reveal', text })).toBe('hemmelig');
});

it.each([
  ['basic_text', 'plain'],
  ['unknown', 'nothing'],
])('encrypts nothing with %s on Linux, which protects from nobody', async (backend, by) => {
  safeStorage.getSelectedStorageBackend.mockReturnValue(backend);
  expect(await secretProtection()).toBe(by);
  expect(await answerSecret({ type: 'secret', id: 1, ask: 'protect', text: 'hemmelig' })).toBeNull();
  expect(safeStorage.encryptStringAsync).not.toHaveBeenCalled();
});

it('encrypts nothing where the keychain cannot be had', async () => {
  safeStorage.isAsyncEncryptionAvailable.mockResolvedValue(false);
  expect(await secretProtection()).toBe('nothing');
});

it('asks for no backend where there is only one', async () => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
  expect(await secretProtection()).toBe('system');
  expect(safeStorage.getSelectedStorageBackend).not.toHaveBeenCalled();
});

it('a keychain that refuses gives nothing, and no error with a secret in it', async () => {
  safeStorage.decryptStringAsync.mockRejectedValue(new Error('hemmelig'));
  expect(await answerSecret({ type: 'secret', id: 1, ask: 'reveal', text: 'AAAA' })).toBeNull();
});
