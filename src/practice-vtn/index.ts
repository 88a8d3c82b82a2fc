import { parseArgs } from 'node:util';
import { practiceFactLines, practiceFacts, startPracticeProgram } from './program.ts';

const usage = `Starts a practice VTN on 127.0.0.1.

  --port N          the port to listen on; any free one unless given
  --database FILE   where to keep the points; in memory unless given
  --faults FILE     a JSON list of faults
  --registered      answer 404 to resources that were not registered here
  --json            say what a client needs as one line of JSON
  --help            print this

METERHAUL_TOKEN, METERHAUL_CLIENT_ID and METERHAUL_CLIENT_SECRET are the credentials it accepts, when set.
`;

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      database: { type: 'string', default: ':memory:' },
      faults: { type: 'string' },
      registered: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const vtn = await startPracticeProgram({
    port: portNumber(values.port),
    databasePath: values.database,
    ...(values.faults === undefined ? {} : { faultsPath: values.faults }),
    knownResources: values.registered ? 'registered' : 'any',
    environment: process.env,
  });
  const stop = (): void => void vtn.close();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const facts = practiceFacts(vtn);
  process.stdout.write(`${values.json ? JSON.stringify(facts) : practiceFactLines(facts).join('\n')}\n`);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`--port ${text} is not a port. Give a number from 0 to 65535.`);
}
