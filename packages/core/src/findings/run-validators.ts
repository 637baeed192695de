import { z } from 'zod';
import type { CheckContext } from '../contracts/check-context.ts';
import { type Finding, findingSchema } from '../contracts/finding.ts';
import type { Validator } from '../contracts/validator.ts';

const findingsSchema = z.array(findingSchema);

/**
 * Runs the validators of the context's stage over a text, side by side. One that throws, or returns something else than
 * findings, makes a finding that blocks: a check that did not happen is never "nothing found". Its message is left out
 * of the finding, since it may hold the text.
 *
 * @returns findings in the order of the validators
 */
export async function runValidators(
  validators: readonly Validator[],
  text: string,
  context: CheckContext,
): Promise<Finding[]> {
  const atStage = validators.filter(({ stage }) => stage === context.stage);
  const found = await Promise.all(atStage.map((validator) => runOne(validator, text, context)));
  return found.flat();
}

async function runOne(validator: Validator, text: string, context: CheckContext): Promise<Finding[]> {
  try {
    return findingsSchema.parse(await validator.check(text, context));
  } catch (error) {
    if (isControlFlow(error)) throw error;
    const name = error instanceof Error ? error.name : 'no error object';
    return [
      {
        validator: validator.name,
        severity: 'violation',
        action: 'block',
        message: `The validator ${validator.name} failed (${name}); the text is held back.`,
      },
    ];
  }
}

/** LangGraph's interrupts travel as errors and must not be caught; known by their mark, so that core need not load it. */
function isControlFlow(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'is_bubble_up' in error && error.is_bubble_up === true;
}
