#!/usr/bin/env -S MALLOC_ARENA_MAX=1 node --max-semi-space-size=4 --initial-heap-size=32
// So the largest site known (116,412 loads) takes 350 MB instead of 500: a small nursery, an old space that is collected
// early, one arena of the C library for all threads. Others who start us: scripts/own-start.mjs.
// Only this file may run on a Node that is too old, so nothing else is imported before the version is known.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`Meterhaul needs Node 22.12 or newer; this is Node ${process.versions.node}.\n`);
  process.exit(1);
}
// Who reads us may stop reading, as `| head` does; that is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
const { guardCrashes } = await import('../engine/ports/hidden-texts.ts');
// 4 is a fault of Meterhaul: see exit-code.ts.
guardCrashes((text) => process.stderr.write(`${text}\n`), 4);
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv);

export {};
