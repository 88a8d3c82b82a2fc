import Database from 'better-sqlite3';

/** Marks a SQLite file as a practice VTN's: the letters "MhPV" as a number. */
const applicationId = 0x4d685056;
const schemaVersion = 1;

const schema = `
  CREATE TABLE points (
    endpoint  TEXT NOT NULL,
    resource  TEXT NOT NULL,
    start_ms  INTEGER NOT NULL,
    end_ms    INTEGER NOT NULL,
    value     REAL NOT NULL,
    quality   TEXT NOT NULL,
    report_id TEXT,
    writes    INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    PRIMARY KEY (endpoint, resource, start_ms)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE vens (
    id          TEXT NOT NULL PRIMARY KEY,
    ven_name    TEXT NOT NULL UNIQUE,
    client_name TEXT NOT NULL
  ) STRICT;
  CREATE TABLE resources (
    id                   TEXT NOT NULL PRIMARY KEY,
    external_resource_id TEXT NOT NULL UNIQUE,
    resource_name        TEXT NOT NULL,
    ven_name             TEXT NOT NULL,
    meter_id             TEXT,
    registration         TEXT NOT NULL
  ) STRICT;
`;

/**
 * Opens the store of a practice VTN, made when the file is new or empty; `:memory:` keeps nothing. What was
 * answered survives the end of any process, as the write-ahead log is with the system by then; a loss of
 * power may cost the last requests, which a rehearsal can afford.
 *
 * @throws Error when the file is another program's: a rehearsal never writes into somebody's data.
 */
export function openDatabase(databasePath: string): Database.Database {
  const database = openFile(databasePath);
  try {
    if (isEmpty(database)) {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = OFF');
      createSchema(database);
    } else {
      checkOwner(database, databasePath);
      database.pragma('synchronous = OFF');
    }
    return database;
  } catch (error) {
    database.close();
    throw isNoDatabase(error) ? new Error(strangerText(databasePath), { cause: error }) : error;
  }
}

function openFile(databasePath: string): Database.Database {
  try {
    return new Database(databasePath);
  } catch (error) {
    throw new Error(`${databasePath} cannot be opened. Check that its folder exists and may be written.`, {
      cause: error,
    });
  }
}

function isEmpty(database: Database.Database): boolean {
  return database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
}

function createSchema(database: Database.Database): void {
  database.transaction(() => {
    database.exec(schema);
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${schemaVersion}`);
  })();
}

function checkOwner(database: Database.Database, databasePath: string): void {
  const owner = database.pragma('application_id', { simple: true });
  const version = database.pragma('user_version', { simple: true });
  if (owner === applicationId && version === schemaVersion) return;
  throw new Error(strangerText(databasePath));
}

function isNoDatabase(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB';
}

function strangerText(databasePath: string): string {
  return `${databasePath} is not the store of a practice VTN of this version. Give the name of a new file.`;
}
