import type { DocumentMetadataConfiguration } from '@aws-sdk/client-kendra';
import type { AttributeFields, AttributeKind } from '../filter/attribute-field.ts';

/**
 * Which attribute of a Kendra index holds which field of a passage. `asOfBound` is the last second that `asOf` can mean,
 * for questions with an as-of date. Add fields of your own beside them.
 */
export const KENDRA_FIELDS = {
  docId: { key: 'doc_id', kind: 'string', required: true },
  docType: { key: 'doc_type', kind: 'string', required: true },
  asOf: { key: 'as_of', kind: 'string', required: true },
  asOfBound: { key: 'as_of_bound', kind: 'date', required: true },
  classification: { key: 'classification', kind: 'string', required: true },
  acl: { key: 'acl', kind: 'strings', required: true },
  company: { key: 'company', kind: 'string' },
  ticker: { key: 'ticker', kind: 'string' },
  cusip: { key: 'cusip', kind: 'string' },
  fiscalYear: { key: 'fiscal_year', kind: 'number' },
  period: { key: 'period', kind: 'string' },
  section: { key: 'section', kind: 'string' },
  table: { key: 'table', kind: 'string' },
  chunk: { key: 'chunk', kind: 'number', filterable: false },
  page: { key: 'page', kind: 'number', filterable: false },
} as const satisfies AttributeFields;

/** Holds the id of a passage that is a document of its own. */
export const PASSAGE_ID = 'passage_id';

/** Fields whose values a question may name; documents that carry them are ranked higher. */
export const ENTITY_FIELDS = ['ticker', 'cusip', 'company'] as const;

const TYPES = {
  string: 'STRING_VALUE',
  strings: 'STRING_LIST_VALUE',
  number: 'LONG_VALUE',
  date: 'DATE_VALUE',
} as const;
/** Kendra boosts by a value only where the index gives the field an importance (1 to 10; 1 is none). */
const ENTITY_IMPORTANCE = 2;

/**
 * The attributes an index needs, as `UpdateIndex` takes them (`DocumentMetadataConfigurationUpdates`): all displayable,
 * because what a result does not show cannot be checked, and is then not returned to anyone.
 */
export function kendraIndexFields(fields: AttributeFields = KENDRA_FIELDS): DocumentMetadataConfiguration[] {
  const all: AttributeFields = { ...fields, id: { key: PASSAGE_ID, kind: 'string' } };
  return Object.entries(all).map(([name, { key, kind }]) => {
    const isEntity = ENTITY_FIELDS.some((entity) => entity === name);
    return {
      Name: key,
      Type: typeOf(kind),
      Search: { Displayable: true, Facetable: true, Searchable: isEntity, Sortable: false },
      ...(isEntity ? { Relevance: { Importance: ENTITY_IMPORTANCE } } : {}),
    };
  });
}

function typeOf(kind: AttributeKind): (typeof TYPES)[AttributeKind] {
  return TYPES[kind];
}
