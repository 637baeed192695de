import { machine } from './machine.ts';

/** One measured figure, beside that of a peer where there is one. */
export interface BenchResult {
  metric: string;
  value: number;
  unit: string;
  /** What it is compared with. */
  peer?: string;
  peerValue?: number;
  /** Above 1 means better than the peer. */
  ratio?: number;
}

/** The ratio for a metric: `higher` for rates, `lower` for times and sizes. */
export function ratioOf(value: number, peerValue: number, better: 'higher' | 'lower'): number {
  return rounded(better === 'higher' ? value / peerValue : peerValue / value);
}

/** Three significant digits: a bench is no more exact than that. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Prints the results: one JSON object with `--json`, a line for each metric otherwise. */
export function printResults(bench: string, results: readonly BenchResult[]): void {
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ bench, machine: machine(), results })}\n`);
    return;
  }
  const { cpu, cores, node, memoryGb } = machine();
  process.stdout.write(`${bench} on ${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}\n`);
  for (const { metric, value, unit, peer, peerValue, ratio } of results) {
    const beside = peer === undefined ? '' : ` (${peer}: ${peerValue} ${unit}; ratio ${ratio})`;
    process.stdout.write(`  ${metric}: ${value} ${unit}${beside}\n`);
  }
}
