import { homedir } from 'node:os';
import { guardCrashes } from '../engine/ports/hidden-texts.ts';
import { silentLog } from '../engine/ports/log.ts';
import type { Log } from '../engine/ports/log.ts';
import { defaultStateDir } from '../engine/ports/state-directory.ts';
import { messagePortWire } from '../transport/message-port-wire.ts';
import { serveEngine } from '../transport/serve-engine.ts';
import { reportJobs } from './job-reports.ts';
import { resumeJobs } from './resume-jobs.ts';
import { openShellPort } from './shell-port.ts';
import { askShellForSecrets } from './shell-secrets.ts';
import { shellVault } from './shell-vault.ts';
import { startEngine } from './start-engine.ts';

// The shell keeps what is said here nowhere; the log of the engine does, as soon as there is one.
let crashLog: Pick<Log, 'error'> = silentLog;
guardCrashes((text) => {
  process.stderr.write(`${text}\n`);
  crashLog.error('a bug in the engine', { error: text });
}, 1);
const version = process.argv[2];
if (version === undefined) throw new Error('The engine host is started with the version of the app.');

const shell = openShellPort();
const stateDir = defaultStateDir(process.env, process.platform, homedir());
shell.post({ type: 'started', stateDir });

const secrets = askShellForSecrets(shell.post);
const { engine, log, hasFailed, close } = startEngine(stateDir, version, shellVault(stateDir, secrets));
crashLog = log;
// One that cannot work has nothing to report; jobs that wait to go on keep waiting for one that can.
const reports = hasFailed ? null : reportJobs(engine, shell.post);

shell.onMessage((message, port) => {
  secrets.heard(message);
  switch (message.type) {
    case 'page':
      if (port !== undefined) serveEngine(reports?.engine ?? engine, messagePortWire(port));
      return;
    case 'resume':
      if (reports === null) return;
      resumeJobs(reports.engine.api, message, log, reports.couldNotStart).catch((thrown: unknown) =>
        log.error('jobs could not go on by themselves', { error: String(thrown) }),
      );
      return;
    case 'close':
      void close().finally(() => process.exit(0));
      return;
    case 'secret':
    case 'protection':
  }
});
