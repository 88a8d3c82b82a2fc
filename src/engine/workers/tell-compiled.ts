/** The part of WebAssembly that compiles; Node has it, its types do not. */
interface Compiler {
  instantiate(source: unknown, imports: unknown): Promise<unknown>;
  Module: new (bytes: unknown) => object;
}

/**
 * Tells of each module that this thread compiles from now on, so that the engine's own thread can hold it: V8 (as of
 * Node 24.21) sometimes aborts the whole process when the last holder of compiled code ends, with "Check failed:
 * jit_page_->allocations_.erase(addr) == 1". Code that is held is never freed, and the next thread finds it compiled.
 */
export function tellCompiled(listener: (module: object) => void): void {
  const compiler = (globalThis as unknown as { WebAssembly: Compiler }).WebAssembly;
  const instantiate = compiler.instantiate.bind(compiler);
  compiler.instantiate = async (source, imports) => {
    const made = await instantiate(source, imports);
    const { module } = made as { module?: object };
    if (module !== undefined) listener(module);
    return made;
  };
  compiler.Module = new Proxy(compiler.Module, {
    construct: (target, [bytes]: [unknown]) => {
      const module = new target(bytes);
      listener(module);
      return module;
    },
  });
}
