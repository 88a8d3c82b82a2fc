import { expect, it } from 'vitest';
import type { Wire } from '../../contract/wire.ts';
import { inProcessWires } from '../../transport/in-process-wire.ts';
import { bridgeDoor } from './bridge-door.ts';

it('opens with the wire that is there, and later with the wire of the engine that was started again', async () => {
  let give: (wire: Wire) => void = () => {};
  const door = bridgeDoor({ onEngineWire: (listener) => void (give = listener) });
  const [first] = inProcessWires();
  const [second] = inProcessWires();
  give(first);
  await expect(door()).resolves.toBe(first);
  const next = door();
  give(second);
  await expect(next).resolves.toBe(second);
});
