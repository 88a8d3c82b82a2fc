import { expect, it } from 'vitest';
import { tellCompiled } from './tell-compiled.ts';

interface Compiler {
  instantiate(source: unknown, imports: unknown): Promise<{ module: object }>;
  Module: (new (bytes: unknown) => object) & { exports(module: object): unknown[] };
}

/** An empty module: the magic number and the version. */
const bytes = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

it('tells of code however it is compiled, and what is compiled works as before', async () => {
  const compiler = (globalThis as unknown as { WebAssembly: Compiler }).WebAssembly;
  const before = { ...compiler, instantiate: compiler.instantiate, Module: compiler.Module };
  const told: object[] = [];
  try {
    tellCompiled((module) => told.push(module));
    const { module } = await compiler.instantiate(bytes, {});
    const second = new compiler.Module(bytes);
    expect(told).toEqual([module, second]);
    expect(second).toBeInstanceOf(compiler.Module);
    expect(compiler.Module.exports(second)).toEqual([]);
  } finally {
    Object.assign(compiler, before);
  }
});
