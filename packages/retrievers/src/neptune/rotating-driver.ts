import type { BoltDriver, BoltToken, OpenDriver } from './driver.ts';
import type { NeptuneTokens } from './tokens.ts';

interface Held {
  readonly driver: Promise<BoltDriver>;
  readonly token: BoltToken | undefined;
  users: number;
  isRetired: boolean;
}

/**
 * A driver whose token is always in force. Drivers of the 4.4 line keep the token they were opened with: with a new token
 * comes a new driver, and the old one closes when its last user is done.
 */
export class RotatingDriver {
  readonly #url: string;
  readonly #open: OpenDriver;
  readonly #tokens: NeptuneTokens | undefined;
  #held: Held | undefined;

  constructor({ url, open, tokens }: { url: string; open: OpenDriver; tokens: NeptuneTokens | undefined }) {
    this.#url = url;
    this.#open = open;
    this.#tokens = tokens;
  }

  /** Lends the driver for the time of the action. */
  async use<T>(action: (driver: BoltDriver) => Promise<T>): Promise<T> {
    const held = await this.#inForce();
    held.users += 1;
    try {
      return await action(await held.driver);
    } finally {
      held.users -= 1;
      closeWhenDone(held);
    }
  }

  /** Whether a refused token may be replaced by a new one; the next use has it. */
  renew(): boolean {
    this.#tokens?.renew();
    return this.#tokens !== undefined;
  }

  async close(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    await (await held?.driver)?.close();
  }

  async #inForce(): Promise<Held> {
    const token = await this.#tokens?.current();
    const before = this.#held;
    if (before !== undefined && before.token === token) return before;
    const next: Held = { driver: this.#open({ url: this.#url, token }), token, users: 0, isRetired: false };
    this.#held = next;
    if (before !== undefined) {
      before.isRetired = true;
      closeWhenDone(before);
    }
    return next;
  }
}

/** Failing to close what is no longer used harms nobody. */
function closeWhenDone({ driver, users, isRetired }: Held): void {
  if (isRetired && users === 0) driver.then((open) => open.close()).catch(() => undefined);
}
