import { describe, expect, it } from 'vitest';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import { mappingDocument } from '../../../contract/mapping-document.ts';
import type { MappingProposal } from '../../../contract/mapping-proposal.ts';
import { mayBelongTogether } from '../../stores/inspections-store.ts';
import { fileState, folderOf, missingSources } from './file-state.ts';
import { fileName } from '../../words/file-name.ts';

const proposal: MappingProposal = {
  mapping: mappingDocument.parse({
    meterhaul: 'mapping',
    version: 1,
    name: 'readings.csv',
    format: 'csv',
    time: { stamp: { columns: ['time'], pattern: 'iso' } },
  }),
  confidence: 0.9,
  evidence: [],
  choices: [],
  questions: [],
  warnings: [],
};
const question = { code: 'mapping/zone-unknown', text: 'Which zone?', option: '--tz', suggestions: [] };

function file(path: string, parts: Partial<FileInspection> = {}): FileInspection {
  return {
    path,
    kind: 'csv',
    format: 'text',
    sizeBytes: 10,
    encoding: 'utf-8',
    delimiter: ';',
    decimal: ',',
    headerRow: 1,
    datasets: [],
    datasetCount: 0,
    proposal,
    problems: [],
    ...parts,
  };
}

function tables(...names: string[]): FileInspection['datasets'] {
  return names.map((name) => ({ name, rows: 1, rowsAreEstimated: false, columns: [], readings: null }));
}

const broken = file('/site/broken.h5', {
  kind: 'unknown',
  proposal: null,
  problems: [{ code: 'source/unreadable', text: 'It is cut off.', row: null }],
});
const database = file('/site/resources.db', {
  kind: 'sqlite',
  proposal: null,
  datasets: tables('resources', 'loads'),
});
const meters = file('/site/load_data.h5', { kind: 'hdf5' });
const pair = { preset: 'ven-client', files: [database.path, meters.path], evidence: [] };

function missing(
  files: readonly FileInspection[],
  sets = [] as (typeof pair)[],
  paths = files.map((each) => each.path),
) {
  const byPath = Object.fromEntries(files.map((each) => [each.path, each]));
  return missingSources({ paths, byPath, sets, isRunning: false });
}

describe('how a file stands', () => {
  it('is ready when nothing is open, and else has questions', () => {
    expect(fileState(file('a.csv'), [])).toBe('ready');
    expect(fileState(file('a.csv', { proposal: { ...proposal, questions: [question] } }), [])).toBe(
      'questions',
    );
  });

  it('is that of its set, or alone without the other file of it', () => {
    expect(fileState(database, [pair])).toBe('in-set');
    expect(fileState(database, [])).toBe('alone');
  });

  it('is unusable when it has no readings', () => {
    expect(fileState(broken, [])).toBe('unusable');
    expect(fileState({ ...database, datasets: tables('notes') }, [])).toBe('unusable');
  });
});

describe('going on to the mapping', () => {
  it('takes at least one file', () => {
    expect(missing([])).toEqual([{ what: 'noFiles' }]);
  });

  it('takes nothing more with usable files', () => {
    expect(missing([file('a.csv'), file('b.csv')])).toEqual([]);
    expect(missing([database, meters], [pair])).toEqual([]);
  });

  it('names the files that cannot be used', () => {
    expect(missing([file('a.csv'), broken])).toEqual([{ what: 'unusable', paths: [broken.path] }]);
  });

  it('waits until each file was looked at', () => {
    expect(missing([file('a.csv')], [], ['a.csv', 'b.csv'])).toEqual([{ what: 'notLooked' }]);
  });

  it('is the look itself while it goes on, also when each file is known and only what belongs together is not', () => {
    const byPath = { [database.path]: database, [meters.path]: meters };
    const paths = Object.keys(byPath);
    expect(missingSources({ paths, byPath, sets: [], isRunning: true })).toEqual([{ what: 'stillLooking' }]);
  });

  it('keeps a pair of the VEN client apart from other files', () => {
    expect(missing([database, meters, file('a.csv')], [pair])).toEqual([
      { what: 'setWithOthers', paths: ['a.csv'] },
    ]);
  });

  it('asks for the meter file of a resource database', () => {
    expect(missing([database])).toEqual([{ what: 'alone', paths: [database.path] }]);
  });
});

describe('files that may be a set', () => {
  it('are databases without readings of their own, with trees of readings', () => {
    expect(mayBelongTogether([file('a.csv'), database, meters])).toEqual([database.path, meters.path]);
    expect(mayBelongTogether([file('a.db', { kind: 'sqlite' }), meters])).toEqual([]);
  });
});

describe('a path', () => {
  it('of any system has a name and a folder', () => {
    expect(fileName('C:\\Site\\load_data.h5')).toBe('load_data.h5');
    expect(folderOf('/site/2024/a.csv')).toBe('/site/2024');
    expect(folderOf('a.csv')).toBe('');
  });
});
