import path from 'node:path';
import { ageLedger } from './age-ledger.ts';
import type { CrashJob } from './crash-job.ts';
import { awayFolder, homeFolder } from './crash-scene.ts';
import type { CrashEnd, CrashScene } from './crash-scene.ts';
import type { PlanRequest, Step } from './engine-words.ts';
import { matrixFaultNames, matrixFaults, refusedStartMs } from './matrix-faults.ts';
import type { MatrixFaultName } from './matrix-faults.ts';
import { writeTextSite } from './text-site.ts';

/** A way that a job goes, on which it is killed. */
export interface Journey {
  readonly steps: (at: JourneyPlaces) => readonly Step[];
  readonly end: CrashEnd;
  /** The faults of the VTN under which it is tried. */
  readonly faults: readonly MatrixFaultName[];
  /** The steps that are its own: between their writes it is killed, too. */
  readonly own: readonly Step['do'][];
  /** What happens to the job before, unharmed. */
  readonly before?: (job: CrashJob, folder: string) => Promise<void>;
}

interface JourneyPlaces {
  readonly folder: string;
  readonly request: PlanRequest;
  /** The file of readings. */
  readonly file: string;
}

const aFew = ['none', 'server-error', 'gateway-timeout', 'offline'] as const;
const ofRequests = ['rate-limited', 'reset-before-write', 'reset-after-write', 'cut-answer'] as const;
const onItsWay: Step = { do: 'begin', points: 8 };

/** Every journey by its name. */
export const journeys = {
  send: { steps: planAnd({ do: 'run' }), end: 'sent', faults: matrixFaultNames, own: ['plan', 'run'] },
  stage: {
    steps: (at) => planAnd(onItsWay, { do: 'stage' }, { do: 'unplug', files: [at.file] }, { do: 'run' })(at),
    end: 'sent',
    faults: aFew,
    own: ['stage'],
  },
  unstage: {
    steps: planAnd(onItsWay, { do: 'stage' }, { do: 'unstage' }, { do: 'run' }),
    end: 'sent',
    faults: ['none'],
    own: ['unstage'],
  },
  move: {
    steps: (at) => {
      const haul = path.join(at.folder, 'job.haul');
      const move: Step = { do: 'move', stateDir: path.join(at.folder, awayFolder) };
      const arrive: Step[] = [move, { do: 'import', path: haul }, { do: 'run' }];
      return planAnd(onItsWay, { do: 'export', path: haul }, ...arrive)(at);
    },
    end: 'sent',
    faults: aFew,
    own: ['export', 'import'],
  },
  verify: {
    steps: planAnd({ do: 'run' }, { do: 'verify' }),
    end: 'sent',
    faults: ['none', 'refuse-rows'],
    own: ['verify'],
  },
  record: {
    steps: (at) => planAnd({ do: 'run' }, ...records(at.folder))(at),
    end: 'sent',
    faults: ['none', 'refuse-rows'],
    own: ['report', 'rejects'],
  },
  retry: {
    steps: planAnd(
      { do: 'faults', faults: matrixFaults['refuse-rows'].faults },
      { do: 'run' },
      { do: 'faults', faults: matrixFaults['reset-after-write'].faults },
      { do: 'retry' },
    ),
    end: 'sent',
    faults: ['none', 'offline'],
    own: ['retry'],
  },
  pace: {
    steps: planAnd(onItsWay, { do: 'pace', pace: { maxPointsPerSecond: 2000 } }, { do: 'run' }),
    end: 'sent',
    faults: ['none', 'rate-limited'],
    own: ['pace'],
  },
  undo: {
    steps: planAnd({ do: 'run' }, { do: 'undo' }),
    end: 'undone',
    faults: [...aFew, ...ofRequests],
    own: ['undo'],
  },
  cancel: {
    steps: planAnd(onItsWay, { do: 'cancel' }),
    end: 'cancelled',
    faults: ['none', 'gateway-timeout'],
    own: ['cancel'],
  },
  upgrade: {
    steps: planAnd({ do: 'run' }),
    end: 'sent',
    faults: aFew,
    own: [],
    before: async (job, folder) => {
      await job.live({ at: 'write', name: 'outcome', number: 3, when: 'before' });
      ageLedger(path.join(folder, homeFolder));
    },
  },
} as const satisfies Record<string, Journey>;

export type JourneyName = keyof typeof journeys;

export const journeyNames = Object.keys(journeys) as JourneyName[];

/** A journey under a fault, with a small site of its own in the folder. */
export async function sceneOf(
  { steps, end }: Journey,
  faultName: MatrixFaultName,
  folder: string,
): Promise<CrashScene> {
  const { faults, refusesOne, goesAway, pace } = matrixFaults[faultName];
  const { request, file, expected } = await writeTextSite(path.join(folder, 'stick'), {
    meters: 2,
    rows: 40,
  });
  const small = { canaryPoints: 8, chunkPoints: 16, retries: 1000, ...pace };
  return {
    expected,
    steps: () => steps({ folder, file, request: { ...request, pace: small } }),
    end,
    faults,
    goesAway,
    isRefused: (startMs) => refusesOne && startMs === refusedStartMs,
  };
}

function planAnd(...steps: readonly Step[]): (at: Pick<JourneyPlaces, 'request'>) => readonly Step[] {
  return ({ request }) => [{ do: 'plan', request }, ...steps];
}

function records(folder: string): Step[] {
  const formats = ['html', 'csv', 'json'] as const;
  const reports = formats.map((format): Step => ({
    do: 'report',
    format,
    path: path.join(folder, `report.${format}`),
  }));
  return [...reports, { do: 'rejects', path: path.join(folder, 'rejects.csv') }];
}
