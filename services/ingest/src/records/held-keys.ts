import type { Ledger } from './ledger.ts';

/** The keys of the passages of all sources that are held, in memory. */
export class HeldKeys {
  readonly #ledgerOf = new Map<string, Ledger>();

  /** Makes the keys of sources known that were just taken. */
  adopt(ledgers: readonly Ledger[]): void {
    for (const ledger of ledgers) for (const key of ledger.keys.keys()) this.#ledgerOf.set(key, ledger);
  }

  /** Frees what is known of sources that were given back. */
  forget(ledgers: readonly Ledger[]): void {
    for (const { keys } of ledgers) for (const key of keys.keys()) this.#ledgerOf.delete(key);
  }

  /** Keys of a source that are about to be written. */
  intend(keys: readonly string[], ledger: Ledger): void {
    for (const key of keys) {
      ledger.keys.set(key, { sure: false, seenAt: ledger.keys.get(key)?.seenAt ?? 0 });
      this.#ledgerOf.set(key, ledger);
    }
  }

  /** The sources that keys belong to. */
  ledgersOf(keys: readonly string[]): Ledger[] {
    return [...new Set(keys.flatMap((key) => this.#ledgerOf.get(key) ?? []))];
  }

  isSure(key: string): boolean {
    return this.#ledgerOf.get(key)?.keys.get(key)?.sure === true;
  }

  doubt(keys: readonly string[]): void {
    for (const key of keys) {
      const state = this.#ledgerOf.get(key)?.keys.get(key);
      if (state !== undefined) state.sure = false;
    }
  }

  /** The index holds them, and the run of that time wants them. */
  confirm(keys: readonly string[], seenAt: number): void {
    for (const key of keys) {
      const state = this.#ledgerOf.get(key)?.keys.get(key);
      if (state === undefined) continue;
      state.sure = true;
      state.seenAt = seenAt;
    }
  }

  delete(keys: readonly string[]): void {
    for (const key of keys) {
      this.#ledgerOf.get(key)?.keys.delete(key);
      this.#ledgerOf.delete(key);
    }
  }
}

/** Keys of sources that no run since a time has wanted. */
export function keysBefore(ledgers: readonly Ledger[], before: number, limit: number): string[] {
  const found: string[] = [];
  for (const { keys } of ledgers) {
    for (const [key, { seenAt }] of keys) {
      if (found.length >= limit) return found;
      if (seenAt < before) found.push(key);
    }
  }
  return found;
}
