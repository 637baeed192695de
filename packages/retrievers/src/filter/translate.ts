import type { Filter } from '@plumbline/core';
import { joinSupersets, type Superset } from './condition.ts';

/** A filter that compares one field. */
export type FieldFilter = Exclude<Filter, { op: 'and' | 'or' | 'not' }>;

/**
 * Says a filter in a service's words. Negations are pushed down to the fields (De Morgan), so that a part the service has
 * no words for can be widened on its own.
 *
 * @param field says one comparison, or its negation, or something wider
 */
export function translate<Leaf>(
  filter: Filter,
  field: (filter: FieldFilter, negated: boolean) => Superset<Leaf>,
  negated = false,
): Superset<Leaf> {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const op = (filter.op === 'and') === negated ? 'or' : 'and';
      return joinSupersets(
        op,
        filter.filters.map((part) => translate(part, field, negated)),
      );
    }
    case 'not':
      return translate(filter.filter, field, !negated);
    default:
      return field(filter, negated);
  }
}
