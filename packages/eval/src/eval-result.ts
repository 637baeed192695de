/** Figures by name; rates are fractions of 1. */
export type Metrics = Readonly<Record<string, number>>;

/** A part of the records, measured on its own. */
export interface EvalSlice {
  readonly n: number;
  readonly metrics: Metrics;
}

/** A limit that a figure must keep. */
export interface GateResult {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly pass: boolean;
}

/** What one run of a suite found: what `plumbline eval <suite> --json` prints. */
export interface EvalResult {
  readonly suite: string;
  readonly version: string;
  readonly n: number;
  readonly metrics: Metrics;
  readonly slices: Readonly<Record<string, EvalSlice>>;
  readonly gates: readonly GateResult[];
  /** The share of the records that a shipped model was trained on, 0 to 1; absent where nothing is trained. */
  readonly seenShare?: number;
}

/** A figure that must be at least its limit. A figure that was not measured fails. */
export function atLeast(name: string, value: number | undefined, limit: number): GateResult {
  const measured = value ?? Number.NaN;
  return { name, value: measured, limit, pass: measured >= limit };
}
