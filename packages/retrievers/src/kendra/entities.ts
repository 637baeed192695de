import type { DocumentRelevanceConfiguration } from '@aws-sdk/client-kendra';
import { type Entity, linkEntities } from '@plumbline/core';
import type { AttributeFields } from '../filter/attribute-field.ts';
import { ENTITY_FIELDS } from './fields.ts';

/** Longest value Kendra takes in such a map: API_Relevance.html */
const MAX_VALUE = 50;

/**
 * Ranks documents about the companies and securities of a question higher, by the attributes that name them. It selects
 * nothing, so a wrong reading costs a rank and no document. Identifiers with a wrong check digit are not read as such.
 *
 * @param importance 1 to 10
 */
export function entityRelevance(
  question: string,
  fields: AttributeFields,
  importance: number,
): DocumentRelevanceConfiguration[] {
  const entities = linkEntities(question);
  return ENTITY_FIELDS.flatMap((name) => {
    const field = fields[name];
    const values = [...new Set(entities.flatMap((entity) => valuesOf(entity)[name] ?? []))].filter(
      ({ length }) => length <= MAX_VALUE,
    );
    if (field === undefined || values.length === 0) return [];
    const ValueImportanceMap = Object.fromEntries(values.map((value) => [value, importance]));
    return [{ Name: field.key, Relevance: { ValueImportanceMap } }];
  });
}

function valuesOf({ kind, id, ticker, company }: Entity): Partial<Record<(typeof ENTITY_FIELDS)[number], string>> {
  return {
    ...(ticker === undefined ? {} : { ticker }),
    ...(company === undefined ? {} : { company }),
    ...(kind === 'cusip' ? { cusip: id } : {}),
  };
}
