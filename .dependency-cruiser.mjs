/** Which room may import which (ARCHITECTURE.md); `tsc -b` is the wall, this adds cycles and homes of libraries. */
const rooms = {
  domain: [],
  contract: ['domain'],
  transport: ['contract', 'domain'],
  engine: ['domain', 'contract'],
  'practice-vtn': ['domain'],
  'engine-host': ['engine', 'transport', 'contract', 'practice-vtn', 'domain'],
  server: ['engine', 'transport', 'contract', 'practice-vtn', 'domain'],
  cli: ['engine', 'contract', 'domain', 'server', 'practice-vtn'],
  main: ['contract', 'transport'],
  preload: ['contract'],
  renderer: ['domain', 'contract', 'transport'],
};

/** Libraries with one home each: nobody else may know them. */
const homes = {
  h5wasm: ['src/engine/sources/hdf5/'],
  'h5wasm-plugins': ['src/engine/sources/hdf5/'],
  papaparse: ['src/engine/sources/csv/'],
  'iconv-lite': ['src/engine/sources/csv/'],
  chardet: ['src/engine/sources/csv/'],
  yauzl: ['src/engine/sources/', 'src/engine/haul/'],
  yazl: ['src/engine/haul/'],
  undici: ['src/engine/targets/'],
  oauth4webapi: ['src/engine/targets/'],
  'better-sqlite3': ['src/engine/sources/sqlite/', 'src/engine/ledger/', 'src/practice-vtn/'],
  electron: ['src/main/', 'src/preload/', 'src/engine-host/'],
  react: ['src/renderer/'],
  birpc: ['src/transport/'],
  ws: ['src/server/'],
  pino: ['src/engine/ports/'],
  '@napi-rs/keyring': ['src/engine/ports/'],
  commander: ['src/cli/'],
};

const test = '\\.test\\.tsx?$';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: test },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `walls-of-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: test },
      to: { path: '^src/', pathNot: [room, ...allowed].map((each) => `^src/${each}/`) },
    })),
    ...Object.entries(homes).map(([library, folders]) => ({
      name: `home-of-${library}`,
      severity: 'error',
      from: { path: '^src/', pathNot: [test, ...folders.map((folder) => `^${folder}`)] },
      to: { path: `^node_modules/(@types/)?${library}/`, dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'one-creator-of-engines',
      severity: 'error',
      from: { pathNot: ['^src/(engine-host|cli|server|engine)/', '^(test|bench|scripts)/', test] },
      to: { path: '^src/engine/create-engine' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
