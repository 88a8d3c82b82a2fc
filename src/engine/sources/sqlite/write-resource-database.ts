import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';

export interface ResourceRow {
  readonly resourceId: string;
  readonly name: string;
  readonly subType: string;
  readonly meterPointId: string;
  readonly address: string;
  readonly ven: string;
  readonly enabled: boolean;
  readonly registrationStatus: string;
  readonly meterId: string;
}

export interface LoadRow {
  readonly loadId: string;
  readonly resourceId: string;
  readonly component: string;
  readonly name: string;
  readonly meterId: string;
  readonly vtnResourceId: string | null;
  readonly registrationStatus: string;
}

/** `current` has every table and column; the others lack what older VEN clients did not have. */
export type ResourceSchema = 'current' | 'without-loads' | 'without-load-meter' | 'without-resource-meter';

const created = '2025-01-15 07:00:00';

/**
 * Writes a resource database in the layout of the VEN client, `connections` with a password included. An
 * existing file is replaced.
 */
export function writeResourceDatabase(
  path: string,
  resources: readonly ResourceRow[],
  loads: readonly LoadRow[],
  schema: ResourceSchema = 'current',
): void {
  rmSync(path, { force: true });
  const database = new Database(path);
  try {
    database.pragma('synchronous = OFF');
    database.transaction(() => {
      writeConnections(database);
      writeResources(database, resources, schema);
      if (schema !== 'without-loads') writeLoads(database, loads, schema);
    })();
  } finally {
    database.close();
  }
}

function writeConnections(database: Database.Database): void {
  database.exec(`CREATE TABLE connections (id INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL,
    actortype TEXT NOT NULL, host TEXT, port INTEGER, topic TEXT, file TEXT, username TEXT, password TEXT,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)`);
  database
    .prepare(
      `INSERT INTO connections (type, actortype, host, port, topic, username, password, created_at)
      VALUES ('MQTT', 'READER', 'broker.example', 8883, 'meters/#', 'site-reader', 'not-for-your-eyes', ?)`,
    )
    .run(created);
}

function writeResources(
  database: Database.Database,
  resources: readonly ResourceRow[],
  schema: ResourceSchema,
): void {
  const withMeter = schema !== 'without-resource-meter';
  database.exec(`CREATE TABLE resources (id INTEGER PRIMARY KEY AUTOINCREMENT, resource_id TEXT UNIQUE NOT NULL,
    resource_name TEXT NOT NULL, resource_type TEXT NOT NULL, resource_sub_type TEXT, meter_point_id TEXT NOT NULL,
    connection_id INTEGER NOT NULL, capacities TEXT NOT NULL, location TEXT NOT NULL, address TEXT, ven TEXT,
    enabled BOOLEAN DEFAULT 1, reporting TEXT, registration_status TEXT DEFAULT 'PENDING',
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
    ${withMeter ? ', h5_meter_id TEXT' : ''}, FOREIGN KEY (connection_id) REFERENCES connections(id));
    CREATE INDEX idx_ven ON resources(ven)`);
  const insert = database.prepare(`INSERT INTO resources (resource_id, resource_name, resource_type,
    resource_sub_type, meter_point_id, connection_id, capacities, location, address, ven, enabled,
    registration_status, created_at, updated_at ${withMeter ? ', h5_meter_id' : ''})
    VALUES (?, ?, 'DSR', ?, ?, 1, '{"pMaxKw": 6.0}', '{"longitude": 9.9, "latitude": 57.0}', ?, ?, ?, ?, ?, ?
    ${withMeter ? ', ?' : ''})`);
  for (const row of resources) {
    const { resourceId, name, subType, meterPointId, address, ven, registrationStatus } = row;
    const enabled = row.enabled ? 1 : 0;
    const values = [
      resourceId,
      name,
      subType,
      meterPointId,
      address,
      ven,
      enabled,
      registrationStatus,
      created,
      created,
    ];
    insert.run(withMeter ? [...values, row.meterId] : values);
  }
}

function writeLoads(database: Database.Database, loads: readonly LoadRow[], schema: ResourceSchema): void {
  const withMeter = schema !== 'without-load-meter';
  database.exec(`CREATE TABLE loads (id INTEGER PRIMARY KEY AUTOINCREMENT, load_id TEXT UNIQUE NOT NULL,
    resource_id TEXT NOT NULL, load_component TEXT NOT NULL, load_name TEXT,
    ${withMeter ? 'h5_meter_id TEXT NOT NULL,' : ''} vtn_resource_id TEXT,
    registration_status TEXT DEFAULT 'PENDING', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, FOREIGN KEY (resource_id) REFERENCES resources(resource_id));
    CREATE INDEX idx_load_resource_id ON loads(resource_id);
    CREATE INDEX idx_load_vtn_resource_id ON loads(vtn_resource_id);
    ${withMeter ? 'CREATE INDEX idx_load_h5_meter_id ON loads(h5_meter_id)' : ''}`);
  const insert = database.prepare(`INSERT INTO loads (load_id, resource_id, load_component, load_name,
    vtn_resource_id, registration_status, created_at, updated_at ${withMeter ? ', h5_meter_id' : ''})
    VALUES (?, ?, ?, ?, ?, ?, ?, ? ${withMeter ? ', ?' : ''})`);
  for (const row of loads) {
    const { loadId, resourceId, component, name, vtnResourceId, registrationStatus } = row;
    const values = [loadId, resourceId, component, name, vtnResourceId, registrationStatus, created, created];
    insert.run(withMeter ? [...values, row.meterId] : values);
  }
}
