import { readValidationErrors } from '../bulk/refused-rows.ts';
import type { ProbeAnswer, Probes } from './probe-requests.ts';
import { broken, failed, passed, warning } from './step-result.ts';
import type { StepResult } from './step-result.ts';

/** What a test finds out about sizes and speeds. */
export interface Measured {
  acceptedBytes: number | null;
  refusedBytes: number | null;
  takesGzip: boolean | null;
  latencyMs: number | null;
  bytesPerSecond: number | null;
  /** Of the largest body that was accepted. */
  transferMs: number | null;
}

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
/** Upwards; nginx takes 1 MiB unless told otherwise, and no request of ours is larger than the last. */
const sizes = [256 * kibibyte, mebibyte, 4 * mebibyte, 8 * mebibyte, 16 * mebibyte];
/** Downwards, when even the first is refused. */
const smallSizes = [64 * kibibyte, 16 * kibibyte];
/** A larger body is not tried when it would take longer than this at the speed found so far. */
const patienceMs = 12_000;

/** Looks for the largest body that is accepted. */
export async function measureBody(probes: Probes, measured: Measured): Promise<StepResult> {
  for (const sizeBytes of sizes) {
    const { acceptedBytes, transferMs } = measured;
    if (
      acceptedBytes !== null &&
      transferMs !== null &&
      (transferMs * sizeBytes) / acceptedBytes > patienceMs
    ) {
      return passed(
        `Takes requests of ${spell(acceptedBytes)}; larger ones would take too long over this line to be tried.`,
      );
    }
    const probe = await probes.empty(sizeBytes);
    if (isAccepted(probe)) {
      measured.acceptedBytes = sizeBytes;
      measured.transferMs = probe.durationMs;
      continue;
    }
    if (acceptedBytes === null) return lookSmaller(probes, measured, probe, sizeBytes);
    if (isOnlySlow(probe)) {
      return warning(
        `Takes requests of ${spell(acceptedBytes)}; there was no answer in time to one of ${spell(sizeBytes)}.`,
        'Nothing to do: the upload keeps to what gets through.',
      );
    }
    measured.refusedBytes = sizeBytes;
    return passed(
      `Takes requests of ${spell(acceptedBytes)}; ${spell(sizeBytes)} is refused (${reason(probe)}).`,
    );
  }
  return passed(`Takes requests of ${spell(measured.acceptedBytes ?? 0)}, the largest that were tried.`);
}

async function lookSmaller(
  probes: Probes,
  measured: Measured,
  first: ProbeAnswer,
  firstBytes: number,
): Promise<StepResult> {
  if (first.answer.kind === 'break' && first.answer.how !== 'lost')
    return broken(`A request of ${spell(firstBytes)} did not get through`, first.answer);
  measured.refusedBytes = firstBytes;
  for (const sizeBytes of smallSizes) {
    const probe = await probes.empty(sizeBytes);
    if (isAccepted(probe)) {
      measured.acceptedBytes = sizeBytes;
      measured.transferMs = probe.durationMs;
      return warning(
        `Takes requests of ${spell(sizeBytes)} only; ${spell(measured.refusedBytes)} is refused (${reason(first)}).`,
        'The upload works but is slow: ask whoever runs the VTN to allow requests of 8 MiB.',
      );
    }
    measured.refusedBytes = sizeBytes;
  }
  return failed(
    'vtn/too-large',
    `Requests of ${spell(measured.refusedBytes)} are refused (${reason(first)}).`,
    'Ask whoever runs the VTN to allow larger requests; 1 MiB is usual, 8 MiB is good.',
  );
}

/** Whether the VTN reads compressed requests: it then says what is wrong with the row in this one. */
export async function measureCompression(
  probes: Probes,
  measured: Measured,
  wanted: 'none' | 'gzip' | 'auto',
): Promise<StepResult> {
  const { answer, meaning } = await probes.compressed();
  if (answer.kind === 'break') return broken('A compressed request got no answer', answer);
  const errors = answer.status === 422 ? readValidationErrors(answer.body, answer.bodyCut) : null;
  if (errors !== null && errors.jsonInvalid === null && errors.rows.length > 0) measured.takesGzip = true;
  else if (meaning.kind === 'compression-refused') measured.takesGzip = false;
  if (measured.takesGzip === true) return passed('Takes compressed requests (gzip).');
  const text =
    measured.takesGzip === false
      ? 'Takes no compressed requests; they go uncompressed.'
      : `Whether compressed requests are taken cannot be told (HTTP ${answer.status}).`;
  return wanted === 'gzip'
    ? warning(text, 'Turn compression off or to automatic in the destination.')
    : passed(text);
}

const bytesPerPoint = 118;
const slowBytesPerSecond = 100_000;
const slowLatencyMs = 2000;
const latencyProbes = 3;

/** Time of the smallest answer, and bytes a second of the largest body. */
export async function measureSpeed(probes: Probes, measured: Measured): Promise<StepResult> {
  const durations: number[] = [];
  for (let count = 0; count < latencyProbes; count++) {
    const { answer, durationMs } = await probes.empty(2);
    if (answer.kind === 'break') return broken('The VTN gave no answer', answer);
    durations.push(durationMs);
  }
  const latencyMs = Math.min(...durations);
  measured.latencyMs = Math.round(latencyMs);
  const answered = `An answer takes ${spellMs(latencyMs)}`;
  const { acceptedBytes, transferMs } = measured;
  if (acceptedBytes === null || transferMs === null) return passed(`${answered}.`);
  // What is quicker than an empty request tells nothing about the line; a millisecond is the least that is told apart.
  const bytesPerSecond = Math.round((acceptedBytes * 1000) / Math.max(1, transferMs - latencyMs));
  measured.bytesPerSecond = bytesPerSecond;
  const points = Math.round(bytesPerSecond / bytesPerPoint);
  const text =
    `${answered}; the line takes ${spell(bytesPerSecond)} a second, about ${points.toLocaleString('en')} points. ` +
    'How fast the VTN writes them shows only when they are sent.';
  return bytesPerSecond < slowBytesPerSecond || latencyMs > slowLatencyMs
    ? warning(text, 'The upload will be slow; a wired or better line helps. It can be stopped and resumed.')
    : passed(text);
}

/** Refused for the resource that does not exist, or taken as the nothing that it is: not for its size. */
function isAccepted({ answer, meaning }: ProbeAnswer): boolean {
  if (answer.kind === 'break') return false;
  return meaning.kind === 'load-refused' || meaning.kind === 'confirmed' || meaning.kind === 'rows-refused';
}

function isOnlySlow({ answer, meaning }: ProbeAnswer): boolean {
  return (answer.kind === 'break' && answer.how === 'timeout') || meaning.kind === 'slow-down';
}

function reason({ answer, meaning }: ProbeAnswer): string {
  if (answer.kind === 'break') return answer.text;
  return 'text' in meaning ? meaning.text.slice(0, 120) : `HTTP ${answer.status}`;
}

function spell(bytes: number): string {
  if (bytes < kibibyte) return `${bytes} bytes`;
  if (bytes < mebibyte) return `${Math.round(bytes / kibibyte)} KiB`;
  return `${(bytes / mebibyte).toLocaleString('en', { maximumFractionDigits: 1 })} MiB`;
}

function spellMs(durationMs: number): string {
  return durationMs < 1 ? 'less than 1 ms' : `${Math.round(durationMs)} ms`;
}
