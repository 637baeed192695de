import { InvalidInputError } from '@plumbline/core';
import type { TextModel } from './text-model.ts';

/** The output that is asked for, else the first of the usual names, else the model's first. */
export function chooseOutput(
  { outputNames }: Pick<TextModel, 'outputNames'>,
  wanted: string | undefined,
  usual: readonly string[],
): string {
  const name = wanted ?? usual.find((one) => outputNames.includes(one)) ?? outputNames[0];
  if (name !== undefined && outputNames.includes(name)) return name;
  throw new InvalidInputError(`The model has no output ${name}; it has ${outputNames.join(', ')}.`);
}
