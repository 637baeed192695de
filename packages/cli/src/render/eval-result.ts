import type { EvalResult } from '@plumbline/eval';
import type { Paint } from './paint.ts';

/** A result as a table: a row per slice, a column per metric, then the gates. */
export function renderEvalResult({ suite, version, n, metrics, slices, gates }: EvalResult, paint: Paint): string {
  const names = [...new Set([metrics, ...Object.values(slices).map((slice) => slice.metrics)].flatMap(Object.keys))];
  const rows = [
    ['slice', 'n', ...names],
    ['all', String(n), ...names.map((name) => number(metrics[name]))],
    ...Object.entries(slices).map(([slice, { n: count, metrics: values }]) => [
      slice,
      String(count),
      ...names.map((name) => number(values[name])),
    ]),
  ];
  const verdicts = gates.map(({ name, value, limit, pass }) => {
    const line = `${pass ? 'pass' : 'FAIL'}  ${name} ${number(value)} (limit ${number(limit)})`;
    return pass ? paint.green(line) : paint.red(line);
  });
  return [`${suite} ${version}`, '', ...align(rows), '', ...verdicts].join('\n').trimEnd();
}

function number(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
