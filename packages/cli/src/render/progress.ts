import { Presets, SingleBar } from 'cli-progress';
import type { Output } from '../output.ts';

/** How far a long job is. `bytes` counts the input read so far. */
export interface ProgressState {
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  readonly label: string;
}

/** Shows progress on stderr: a bar with rate and ETA on a terminal, one plain line per tenth of the work otherwise. */
export interface ProgressView {
  update(state: ProgressState): void;
  stop(): void;
}

export function createProgressView(output: Output, unit: string): ProgressView {
  return output.stderr.isTTY ? bar(output, unit) : plainLines(output, unit);
}

function bar(output: Output, unit: string): ProgressView {
  const startedAt = output.clock();
  const view = new SingleBar(
    {
      stream: output.stderr,
      format: `  {bar} {percentage} %  {value}/{total} ${unit}  {rate} ${unit}/s  ETA {eta_formatted}  {label}`,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 24,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update({ done, total, label }) {
      if (!started) view.start(total, 0, { rate: '–', label: '' });
      started = true;
      view.setTotal(total);
      view.update(done, { rate: rate(done, output.clock() - startedAt), label: label.slice(-32) });
    },
    stop: () => view.stop(),
  };
}

function plainLines(output: Output, unit: string): ProgressView {
  const startedAt = output.clock();
  let nextTenth = 1;
  return {
    update({ done, total }) {
      if (total === 0 || done < (total * nextTenth) / 10) return;
      nextTenth = Math.floor((done * 10) / total) + 1;
      output.stderr.write(`${done}/${total} ${unit}, ${rate(done, output.clock() - startedAt)} ${unit}/s\n`);
    },
    stop() {},
  };
}

function rate(done: number, elapsedMs: number): string {
  return elapsedMs < 50 ? '–' : ((done * 1000) / elapsedMs).toFixed(1);
}
