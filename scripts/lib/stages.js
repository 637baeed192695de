/**
 * @typedef {{ name: string, run: () => Promise<boolean | { passed: number, failed: number }> }} Stage
 *   `run` answers whether the stage passed, or how many checks of it did
 */

/** @param {number} since a `performance.now()` */
const secondsSince = (since) => ((performance.now() - since) / 1000).toFixed(1);

/** @param {Stage} stage */
async function runStage(stage) {
  try {
    const result = await stage.run();
    return typeof result === 'boolean' ? { passed: Number(result), failed: Number(!result) } : result;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

/**
 * Runs stages one after the other, all of them even when one fails, and prints each with its result and seconds.
 * The last line is `N passed, N failed`; the exit code is 1 when something failed.
 * @param {Stage[]} stages
 */
export async function runStages(stages) {
  const total = { passed: 0, failed: 0 };
  const lines = [];
  for (const stage of stages) {
    console.log(`\n▶ ${stage.name}`);
    const since = performance.now();
    const { passed, failed } = await runStage(stage);
    total.passed += passed;
    total.failed += failed;
    lines.push(`${failed === 0 ? '✓' : '✗'} ${stage.name.padEnd(28)} ${secondsSince(since).padStart(6)} s`);
    console.log(lines.at(-1));
  }
  console.log(`\n${lines.join('\n')}\n${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
}
