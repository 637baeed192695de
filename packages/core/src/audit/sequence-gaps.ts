/** Numbers that were skipped, as ranges with both ends included. */
export interface SequenceGaps {
  add(from: number, to: number): void;
  /** Takes a number out; false when it was not skipped. */
  fill(sequence: number): boolean;
  left(): readonly SequenceRange[];
}

export interface SequenceRange {
  readonly from: number;
  readonly to: number;
}

export function createSequenceGaps(): SequenceGaps {
  let gaps: SequenceRange[] = [];
  return {
    add(from, to) {
      if (from <= to) gaps.push({ from, to });
    },
    fill(sequence) {
      const gap = gaps.find(({ from, to }) => from <= sequence && sequence <= to);
      if (gap === undefined) return false;
      const parts = [
        { from: gap.from, to: sequence - 1 },
        { from: sequence + 1, to: gap.to },
      ];
      gaps = [...gaps.filter((other) => other !== gap), ...parts.filter(({ from, to }) => from <= to)];
      return true;
    },
    left: () => gaps.toSorted((one, other) => one.from - other.from),
  };
}
