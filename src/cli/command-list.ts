import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';

/** Gives a command its options and what it does. */
export type CompleteCommand = (command: Command, ends: (code: ExitCode) => void) => void;

/** What the list of commands says of one. */
export interface ListedCommand {
  readonly name: string;
  readonly description: string;
  /** As `<job>`, and what to give for it. */
  readonly argument?: readonly [string, string];
  /** True when its options are those of the commands below it. */
  readonly isGroup?: true;
  /** Brings in the command's own file and all that it needs: only for the one that is run or asked about. */
  readonly bring: () => Promise<CompleteCommand>;
}

const job = ['<job>', 'the id; see meterhaul jobs'] as const;
const files = [
  '<file...>',
  'CSV, NEM12, HDF5 or SQLite files, or resources.db and its load_data.h5',
] as const;

const aboutFiles: readonly ListedCommand[] = [
  {
    name: 'inspect',
    description: 'what is in the files, how they would be read, and which belong together',
    argument: ['<file...>', 'any files; each is recognised by its content'],
    bring: async () => (await import('./commands/inspect.ts')).addInspect,
  },
  {
    name: 'preview',
    description: 'the intervals as they would be sent, and the rows that would not',
    argument: files,
    bring: async () => (await import('./commands/preview.ts')).addPreview,
  },
  {
    name: 'upload',
    description: 'plan a job and run it',
    argument: files,
    bring: async () => (await import('./commands/upload.ts')).addUpload,
  },
];

const aboutJobs: readonly ListedCommand[] = [
  {
    name: 'jobs',
    description: 'the jobs in the ledger: id, state, progress, last trouble',
    bring: async () => (await import('./commands/look-at-jobs.ts')).addJobs,
  },
  {
    name: 'status',
    description: 'one job in detail: figures, by VEN, by load',
    argument: job,
    bring: async () => (await import('./commands/look-at-jobs.ts')).addStatus,
  },
  {
    name: 'resume',
    description: 'go on with a stopped, crashed or paused job',
    argument: ['<job>', 'the id that upload printed; see meterhaul jobs'],
    bring: async () => (await import('./commands/run-existing.ts')).addResume,
  },
  {
    name: 'pace',
    description: 'show how fast a job may go, or change it, also while it runs',
    argument: job,
    bring: async () => (await import('./commands/pace.ts')).addPace,
  },
  {
    name: 'retry',
    description: 'put failed loads and rejected intervals back in line, then run',
    argument: ['<job>', 'the id of a job that has finished incomplete'],
    bring: async () => (await import('./commands/retry.ts')).addRetry,
  },
  {
    name: 'cancel',
    description: 'end a job for good; what is confirmed stays at the VTN',
    argument: job,
    bring: async () => (await import('./commands/end-jobs.ts')).addCancel,
  },
  {
    name: 'remove',
    description: 'forget a job: its record is deleted, nothing at the VTN is',
    argument: job,
    bring: async () => (await import('./commands/end-jobs.ts')).addRemove,
  },
  {
    name: 'undo',
    description: 'delete at the VTN exactly what a job has sent, where the VTN can do that',
    argument: job,
    bring: async () => (await import('./commands/undo.ts')).addUndo,
  },
  {
    name: 'verify',
    description: 'compare ledger, source and, where it can be read, the VTN; goes on where it was stopped',
    argument: job,
    bring: async () => (await import('./commands/verify.ts')).addVerify,
  },
  {
    name: 'report',
    description: 'write the record of a job to hand over, or check one',
    argument: ['[job]', 'the id; see meterhaul jobs'],
    bring: async () => (await import('./commands/report.ts')).addReport,
  },
];

const aboutHandingOver: readonly ListedCommand[] = [
  {
    name: 'stage',
    description: 'copy what a job still has to send, so that its files are not needed any more',
    argument: job,
    bring: async () => (await import('./commands/stage.ts')).addStage,
  },
  {
    name: 'export',
    description: 'hand a job over to another computer, as one file with all that is still to send',
    argument: job,
    bring: async () => (await import('./commands/export.ts')).addExport,
  },
  {
    name: 'import',
    description: 'take a job over that another computer has handed over',
    argument: ['<file>', 'the .haul file that export wrote'],
    bring: async () => (await import('./commands/import.ts')).addImport,
  },
];

const aboutVtns: readonly ListedCommand[] = [
  {
    name: 'register',
    description: 'register loads without a VTN resource, and write the ids into the resource database',
    argument: ['<database>', 'resources.db'],
    bring: async () => (await import('./commands/register.ts')).addRegister,
  },
  {
    name: 'profiles',
    description: 'destinations kept by name: list, add, test, remove',
    isGroup: true,
    bring: async () => (await import('./commands/profiles.ts')).addProfiles,
  },
  {
    name: 'notices',
    description: 'what you should know of the ledger, as that a damaged one was set aside',
    isGroup: true,
    bring: async () => (await import('./commands/notices.ts')).addNotices,
  },
];

const otherDoors: readonly ListedCommand[] = [
  {
    name: 'serve',
    description: "the desktop app's pages on 127.0.0.1, for a browser",
    bring: async () => (await import('./commands/serve.ts')).addServe,
  },
  {
    name: 'practice-vtn',
    description: 'a real VTN on 127.0.0.1 for rehearsal; it can misbehave on request',
    bring: async () => (await import('./commands/practice-vtn.ts')).addPracticeVtn,
  },
  {
    name: 'demo',
    description: 'make a sample site, migrate it to a practice VTN, stop halfway, resume, verify',
    bring: async () => (await import('./commands/demo.ts')).addDemo,
  },
];

/** Every command in the order of the help: enough to print it, and to find the file of the one that is meant. */
export const commandList: readonly ListedCommand[] = [
  ...aboutFiles,
  ...aboutJobs,
  ...aboutHandingOver,
  ...aboutVtns,
  ...otherDoors,
];
