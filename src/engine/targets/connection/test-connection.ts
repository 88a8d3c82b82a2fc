import { connectionStepNames } from '../../../contract/profile-shapes.ts';
import type { ConnectionStep, ConnectionTest } from '../../../contract/profile-shapes.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Credentials } from '../../ports/secrets.ts';
import { chooseProxy } from '../choose-proxy.ts';
import { createHttpClient } from '../http-client.ts';
import type { HttpClient } from '../http-client.ts';
import type { Line } from '../line.ts';
import { createTokenSource } from '../token-source.ts';
import { getToken, judgeEndpoint, judgePermission } from './check-access.ts';
import { checkCertificate } from './check-certificate.ts';
import { measureBody, measureCompression, measureSpeed } from './measure-upload.ts';
import type { Measured } from './measure-upload.ts';
import { createProbes } from './probe-requests.ts';
import type { ProbeAnswer, Probes } from './probe-requests.ts';
import { connectTo, findAddress, passProxy } from './reach-server.ts';
import type { Way } from './reach-server.ts';
import { abortable, skipped } from './step-result.ts';
import type { StepResult } from './step-result.ts';

export interface TestedConnection {
  /** As `normaliseBaseUrl` gives it. */
  readonly baseUrl: string;
  readonly credentials: Credentials | null;
  readonly line: Line;
  /** What jobs to this VTN are told to do. */
  readonly compress: 'none' | 'gzip' | 'auto';
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Each step as it begins, and again with its outcome. */
  readonly tell: (step: ConnectionStep) => void;
}

/** What the steps of one test find out for each other. */
interface Findings {
  readonly way: Way;
  readonly client: HttpClient;
  readonly measured: Measured;
  token: string | null;
  probe: ProbeAnswer | null;
}

type Step = (test: TestedConnection, findings: Findings) => Promise<StepResult>;

/**
 * Tries in order what an upload needs and writes no point: what is sent is for no resource, and is an empty list. After
 * a step that failed the others are skipped. Rejects with the signal's reason when it is stopped.
 */
export async function testConnection(test: TestedConnection): Promise<ConnectionTest> {
  const findings = begin(test);
  const steps: ConnectionStep[] = [];
  let failedStep: ConnectionStep['name'] | null = null;
  try {
    for (const name of connectionStepNames) {
      const step = await takeStep(test, findings, name, failedStep);
      if (step.state === 'failed') failedStep = name;
      steps.push(step);
    }
  } finally {
    findings.way.socket?.destroy();
    await findings.client.close();
  }
  const { transferMs: _transferMs, ...measured } = findings.measured;
  const answer = findings.probe?.answer;
  return {
    ok: failedStep === null,
    at: new Date(test.clock.now()).toISOString(),
    rehearsal: answer?.kind === 'response' && answer.practice,
    steps,
    ...measured,
  };
}

function begin({ baseUrl, line, signal }: TestedConnection): Findings {
  const url = new URL(baseUrl);
  return {
    way: { url, line, signal, proxy: chooseProxy(url, line.proxy, process.env), socket: null },
    client: createHttpClient(line),
    measured: {
      acceptedBytes: null,
      refusedBytes: null,
      takesGzip: null,
      latencyMs: null,
      bytesPerSecond: null,
      transferMs: null,
    },
    token: null,
    probe: null,
  };
}

async function takeStep(
  test: TestedConnection,
  findings: Findings,
  name: ConnectionStep['name'],
  failedStep: ConnectionStep['name'] | null,
): Promise<ConnectionStep> {
  const startedMs = test.clock.monotonic();
  const blank = { name, text: '', advice: null, code: null, durationMs: null };
  if (failedStep === null) test.tell({ ...blank, state: 'running' });
  const result =
    failedStep === null
      ? withoutSecrets(test, await abortable(takers[name](test, findings), test.signal))
      : skipped(`Not tried, because an earlier step failed: ${stepWords[failedStep]}.`);
  const durationMs = failedStep === null ? Math.round(test.clock.monotonic() - startedMs) : null;
  const step: ConnectionStep = { name, ...result, durationMs };
  test.tell(step);
  return step;
}

/** Servers repeat what they were sent; none of it may be shown or kept. */
function withoutSecrets({ credentials, line }: TestedConnection, result: StepResult): StepResult {
  const { proxy, clientCertificate } = line;
  const secrets = [
    credentials?.kind === 'token' ? credentials.token : credentials?.clientSecret,
    proxy.kind === 'address' ? proxy.credentials : null,
    clientCertificate?.passphrase,
  ];
  let { text } = result;
  for (const secret of secrets)
    if (secret != null && secret !== '') text = text.replaceAll(secret, '(secret)');
  return { ...result, text };
}

const stepWords: Readonly<Record<ConnectionStep['name'], string>> = {
  address: 'finding the address',
  proxy: 'the proxy',
  connect: 'the connection',
  tls: 'the certificate',
  token: 'the token',
  permission: 'the permission',
  endpoint: 'the upload address',
  'body-size': 'the size of requests',
  compression: 'compression',
  speed: 'the speed',
};

const takers: Readonly<Record<ConnectionStep['name'], Step>> = {
  address: (_test, { way }) => findAddress(way),
  proxy: (_test, { way }) => passProxy(way),
  connect: (_test, { way }) => connectTo(way),
  tls: (test, { way }) => checkCertificate(way, test.clock),
  token: async (test, findings) => {
    const { client } = findings;
    const tokens = createTokenSource(test.credentials, client, test.clock.now);
    const { result, token } = await getToken(tokens, test.credentials, test.baseUrl, test.signal);
    findings.token = token;
    return result;
  },
  permission: async (test, findings) => {
    findings.probe = await probesOf(test, findings).empty(2);
    return judgePermission(findings.probe, test.credentials);
  },
  endpoint: async (test, findings) => {
    findings.probe ??= await probesOf(test, findings).empty(2);
    return judgeEndpoint(findings.probe, test.baseUrl);
  },
  'body-size': (test, findings) => measureBody(probesOf(test, findings), findings.measured),
  compression: (test, findings) =>
    measureCompression(probesOf(test, findings), findings.measured, test.compress),
  speed: (test, findings) => measureSpeed(probesOf(test, findings), findings.measured),
};

function probesOf({ baseUrl, signal, clock }: TestedConnection, { client, token }: Findings): Probes {
  return createProbes(client, baseUrl, token ?? '', signal, clock.monotonic);
}
