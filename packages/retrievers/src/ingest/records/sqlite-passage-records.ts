import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from '@plumbline/core';

interface UpdateOptions {
  readonly groupIds?: readonly (string | null)[];
  readonly timeAtLeast?: number;
}

interface ListOptions {
  readonly before?: number;
  readonly after?: number;
  readonly groupIds?: readonly (string | null)[];
  readonly limit?: number;
}

/** The statements behind the record manager's keys. The caller opens transactions. */
export class SqlitePassageRecords {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #exists: StatementSync;
  readonly #update: StatementSync;
  readonly #touch: StatementSync;
  readonly #unsure: StatementSync;
  readonly #doubt: StatementSync;
  readonly #delete: StatementSync;
  readonly #state: StatementSync;
  readonly #setState: StatementSync;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#exists = database.prepare('SELECT 1 FROM passages WHERE key = ? AND sure = 1');
    this.#update = database.prepare(
      `INSERT INTO passages (key, file, updated_at, sure) VALUES (?, ?, ?, 1)
       ON CONFLICT (key) DO UPDATE SET file = excluded.file, updated_at = excluded.updated_at, sure = 1`,
    );
    this.#touch = database.prepare('UPDATE passages SET updated_at = ? WHERE key = ?');
    this.#unsure = database.prepare(
      `INSERT INTO passages (key, file, updated_at, sure) VALUES (?, ?, 0, 0)
       ON CONFLICT (key) DO UPDATE SET file = excluded.file, sure = 0`,
    );
    this.#doubt = database.prepare('UPDATE passages SET sure = 0 WHERE key = ?');
    this.#delete = database.prepare('DELETE FROM passages WHERE key = ?');
    this.#state = database.prepare('SELECT value FROM state WHERE name = ?');
    this.#setState = database.prepare('INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)');
  }

  /** Later than every update so far. */
  time(): number {
    return Math.max(this.#clock(), this.state('time') + 1);
  }

  /** Makes the time later than this. */
  advance(time: number): void {
    if (time > this.state('time')) this.setState('time', time);
  }

  /** Keys without a group keep theirs; new ones need one. */
  update(keys: readonly string[], { groupIds, timeAtLeast = 0 }: UpdateOptions): void {
    const time = Math.max(this.#clock(), this.state('time'), timeAtLeast);
    this.setState('time', time);
    for (const [index, key] of keys.entries()) {
      const file = groupIds?.[index];
      if (typeof file === 'string') this.#update.run(key, file, time);
      else this.#touch.run(time, key);
    }
  }

  exists(keys: readonly string[]): boolean[] {
    return keys.map((key) => this.#exists.get(key) !== undefined);
  }

  list({ before, after, groupIds, limit = -1 }: ListOptions): string[] {
    const files = groupIds?.filter((file) => file !== null);
    const [low, high] = [after ?? -1, before ?? Number.MAX_SAFE_INTEGER];
    if (files === undefined) {
      const all = 'SELECT key FROM passages WHERE updated_at > ? AND updated_at < ? LIMIT ?';
      return textsOf(this.#database.prepare(all).all(low, high, limit));
    }
    const some = `SELECT key FROM passages
      WHERE file IN (SELECT value FROM json_each(?)) AND updated_at > ? AND updated_at < ? LIMIT ?`;
    return textsOf(this.#database.prepare(some).all(JSON.stringify(files), low, high, limit));
  }

  delete(keys: readonly string[]): void {
    for (const key of keys) this.#delete.run(key);
  }

  markUnsure(keys: readonly string[], fileOf?: (key: string) => string): void {
    for (const key of keys) {
      if (fileOf === undefined) this.#doubt.run(key);
      else this.#unsure.run(key, fileOf(key));
    }
  }

  state(name: string): number {
    const value = this.#state.get(name)?.value;
    return typeof value === 'number' ? value : 0;
  }

  setState(name: string, value: number): void {
    this.#setState.run(name, value);
  }
}

function textsOf(rows: readonly Record<string, unknown>[]): string[] {
  return rows.map(({ key }) => String(key));
}
