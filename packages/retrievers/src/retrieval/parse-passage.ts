import { InvalidInputError, type Passage, passageSchema } from '@plumbline/core';

/**
 * @throws InvalidInputError for a passage that lacks what the contract asks for
 */
export function parsePassage(passage: Passage): Passage {
  const parsed = passageSchema.safeParse(passage);
  if (parsed.success) return { ...parsed.data, id: parsed.data.id };
  const issue = parsed.error.issues[0];
  throw new InvalidInputError(
    `The passage ${JSON.stringify(passage.id)} cannot be indexed: ${issue?.path.join('.')} ${issue?.message}.`,
  );
}
