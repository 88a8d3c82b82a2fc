import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';

export interface Registration {
  readonly externalResourceId: string;
  readonly resourceName: string;
  readonly venName: string;
  readonly meterId: string | null;
  /** The registration as it came, JSON. */
  readonly text: string;
}

export interface RegisteredResource {
  readonly id: string;
  readonly external_resource_id: string;
  readonly resource_name: string;
  readonly ven_name: string;
}

/** The VENs and resources that were registered at a practice VTN. */
export class RegistryStore {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** The id of the new VEN; null when the name is taken. */
  addVen(venName: string, clientName: string): string | null {
    const id = randomUUID();
    const { changes } = this.#database
      .prepare('INSERT INTO vens VALUES (?, ?, ?) ON CONFLICT (ven_name) DO NOTHING')
      .run(id, venName, clientName);
    return changes === 1 ? id : null;
  }

  /** The id of the resource with this external id, and whether it is new. */
  addResource(registration: Registration): { readonly id: string; readonly isNew: boolean } {
    const { externalResourceId, resourceName, venName, meterId, text } = registration;
    const known = this.#database
      .prepare('SELECT id FROM resources WHERE external_resource_id = ?')
      .pluck()
      .get(externalResourceId);
    if (typeof known === 'string') return { id: known, isNew: false };
    const id = randomUUID();
    this.#database
      .prepare('INSERT INTO resources VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, externalResourceId, resourceName, venName, meterId, text);
    return { id, isNew: true };
  }

  resources(): RegisteredResource[] {
    return this.#database
      .prepare(
        'SELECT id, external_resource_id, resource_name, ven_name FROM resources ORDER BY external_resource_id',
      )
      .all() as RegisteredResource[];
  }

  isRegistered(id: string): boolean {
    return this.#database.prepare('SELECT 1 FROM resources WHERE id = ?').get(id) !== undefined;
  }

  meterId(id: string): string | null {
    const found = this.#database.prepare('SELECT meter_id FROM resources WHERE id = ?').pluck().get(id);
    return typeof found === 'string' ? found : null;
  }
}
