import type { CheckContext, Stage } from './check-context.ts';
import type { Finding } from './finding.ts';

/**
 * One check of a text. Pure where it can be; a validator that throws is treated as a block (fail closed), never as
 * "nothing found". Findings come in order of their spans.
 */
export interface Validator {
  readonly name: string;
  readonly stage: Stage;
  check(text: string, context: CheckContext): Finding[] | Promise<Finding[]>;
}
