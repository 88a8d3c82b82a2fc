import { createEngine } from '../src/engine/create-engine.ts';
import type { RunOrders } from './run-orders.ts';

/**
 * Plans a job and sends until the process is ended from outside, which it is when the bench has seen enough. Orders
 * come as JSON in the first argument.
 */
const orders = JSON.parse(process.argv[2] ?? '{}') as RunOrders;
const { stateDir, files, baseUrl, token, pace } = orders;
const engine = createEngine({
  stateDir,
  version: '0.0.0-bench',
  secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token }) },
});
const { jobId } = await engine.api.planJob({ files, destination: { baseUrl }, pace });
await engine.api.startJob({ jobId });
