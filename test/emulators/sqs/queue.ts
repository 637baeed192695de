import { createHash, randomUUID } from 'node:crypto';

/** A message as it is in a queue. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** How often it was received. */
  readonly receives: number;
  /** Epoch milliseconds until which it is hidden. */
  readonly hiddenUntil: number;
}

interface Message extends QueuedMessage {
  receives: number;
  hiddenUntil: number;
  /** Of the last receive; an older one deletes nothing. */
  receipt: string;
}

/** A standard queue in memory. */
export class Queue {
  readonly #messages: Message[] = [];
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** What is in it, hidden messages too. */
  get messages(): readonly QueuedMessage[] {
    return this.#messages;
  }

  send(body: string, attributes: Readonly<Record<string, unknown>> = {}, delaySeconds = 0): QueuedMessage {
    const message = {
      id: randomUUID(),
      body,
      attributes,
      receives: 0,
      hiddenUntil: this.#clock() + delaySeconds * 1000,
      receipt: '',
    };
    this.#messages.push(message);
    return message;
  }

  receive(limit: number, visibilitySeconds: number): { message: QueuedMessage; receipt: string }[] {
    const now = this.#clock();
    const visible = this.#messages.filter(({ hiddenUntil }) => hiddenUntil <= now).slice(0, limit);
    return visible.map((message) => {
      message.receives += 1;
      message.hiddenUntil = now + visibilitySeconds * 1000;
      message.receipt = randomUUID();
      return { message, receipt: message.receipt };
    });
  }

  /** Deleting what is gone or was received again meanwhile is no error, and does nothing. */
  delete(receipt: string): void {
    const at = this.#messages.findIndex((message) => message.receipt === receipt);
    if (at !== -1) this.#messages.splice(at, 1);
  }

  /** @returns false when no message has this receipt */
  hide(receipt: string, seconds: number): boolean {
    const message = this.#messages.find((found) => found.receipt === receipt);
    if (message === undefined) return false;
    message.hiddenUntil = this.#clock() + seconds * 1000;
    return true;
  }
}

/** The checksum that SQS sends with every body and its clients verify. */
export function md5Of(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
