import { expect, it, vi } from 'vitest';
import { nativeFiles } from './native-files.ts';

const bridge = {
  platform: 'linux',
  chooseFiles: () => Promise.resolve(['/site/north.csv']),
  chooseFolder: () => Promise.resolve([]),
  droppedPaths: vi.fn((files: readonly object[]) =>
    Promise.resolve(files.map((_, index) => `/drop/${index}`)),
  ),
  saveFile: vi.fn<(name: string, content: Uint8Array) => Promise<string | null>>(),
  choosePlace: vi.fn<(name: string) => Promise<string | null>>(),
  recentFiles: () => Promise.resolve([]),
  noteRecentFiles: () => {},
  showInFolder: () => {},
} as const;

it('gives the paths of what was dropped, which the engine takes as they are', async () => {
  const transfer = { files: [new File([], 'a.csv'), new File([], 'b.csv')] } as unknown as DataTransfer;
  await expect(nativeFiles(bridge).dropped(transfer)).resolves.toEqual({
    kind: 'paths',
    paths: ['/drop/0', '/drop/1'],
  });
});

it('saves where the person says, and says when the person chose nothing', async () => {
  bridge.saveFile.mockResolvedValueOnce('/home/report.csv').mockResolvedValueOnce(null);
  const files = nativeFiles(bridge);
  await expect(files.save('report.csv', new Blob(['a,b\n']))).resolves.toBe(true);
  expect(bridge.saveFile).toHaveBeenCalledExactlyOnceWith('report.csv', new TextEncoder().encode('a,b\n'));
  await expect(files.save('report.csv', new Uint8Array([1]))).resolves.toBe(false);
});

it('has the engine write where the person says, and nothing when the person chose nothing', async () => {
  bridge.choosePlace.mockResolvedValueOnce('/home/job.haul').mockResolvedValueOnce(null);
  const files = nativeFiles(bridge);
  await expect(files.placeFor('job.haul')).resolves.toEqual({ path: '/home/job.haul' });
  await expect(files.placeFor('job.haul')).resolves.toBeNull();
});
