import {
  applyFindings,
  type CheckContext,
  type Finding,
  type Stage,
  strictestAction,
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
  const active = validators.filter((validator) => validator.stage === stage);
  return {
    stage,
    async check(text, context) {
      const findings = (await Promise.all(active.map((validator) => runValidator(validator, text, context)))).flat();
      const action = strictestAction(findings);
      return { text: action === 'block' ? '' : applyFindings(text, findings).text, action, findings };
    },
  };
}

async function runValidator(validator: Validator, text: string, context: CheckContext): Promise<Finding[]> {
  try {
    return await validator.check(text, { ...context, stage: validator.stage });
  } catch (error) {
    return [
      {
        validator: validator.name,
        severity: 'violation',
        action: 'block',
        message: `The check itself failed (${error instanceof Error ? error.name : 'unknown error'}), so the text is held back.`,
      },
    ];
  }
}
