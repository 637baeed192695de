import {
  applyFindings,
  type CheckContext,
  runValidators,
  type Stage,
  type Validator,
  type Verdict,
} from '@plumbline/core';

/** Checks one text against all validators of a stage. */
export interface Guard {
  readonly stage: Stage;
  check(text: string, context: CheckContext): Promise<Verdict>;
}

/** What a guard is made of. */
export interface GuardOptions {
  /** Those of other stages are left out. */
  readonly validators: readonly Validator[];
  readonly stage: Stage;
}

/**
 * A guard over whole texts. The validators run side by side; one that throws counts as a block, never as "nothing
 * found". The verdict's text has redactions, replacements and appended disclosures written in, and is empty when the
 * action is `block`.
 */
export function createGuard({ validators, stage }: GuardOptions): Guard {
  return {
    stage,
    async check(text, context) {
      const findings = await runValidators(validators, text, { ...context, stage });
      const { text: released, action } = applyFindings(text, findings);
      return { text: released, action, findings };
    },
  };
}
