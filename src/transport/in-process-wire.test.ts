import { transportSuite } from '../../test/suites/transport-suite.ts';
import { inProcessWires } from './in-process-wire.ts';

transportSuite('wires within one process', () => {
  const [near, far] = inProcessWires();
  return Promise.resolve({ near, far, dispose: () => Promise.resolve() });
});
