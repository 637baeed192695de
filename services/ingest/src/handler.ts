import { randomUUID } from 'node:crypto';
import { composeIngest } from './compose.ts';
import { createMapHandler } from './map-handler.ts';
import { readSettings } from './settings.ts';

const runId = randomUUID();
const { config } = readSettings({ args: ['map'], environment: process.env, processId: runId.slice(0, 8) });

/** The entry of a Lambda function that is the worker of a Distributed Map; its settings come from the environment. */
export const handler = createMapHandler({
  config,
  compose: () =>
    composeIngest(config, {
      clock: Date.now,
      runId,
      write: (line) => void process.stdout.write(`${line}\n`),
      mode: 'map',
    }),
});
