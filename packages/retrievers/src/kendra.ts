export type { SendOptions } from './aws/call-service.ts';
export {
  ServiceAccessError,
  ServiceRequestError,
  ServiceResponseError,
  ServiceThrottledError,
  ServiceUnavailableError,
} from './aws/errors.ts';
export type { AttributeField, AttributeFields, AttributeKind } from './filter/attribute-field.ts';
export type { CompiledFilter } from './filter/attribute-filter.ts';
export { type KendraAttributeOptions, kendraAttributes } from './kendra/attributes.ts';
export { KENDRA_FIELDS, kendraIndexFields } from './kendra/fields.ts';
export { kendraFilter } from './kendra/filter.ts';
export { KendraRetriever, type KendraRetrieverInput, type KendraSender } from './kendra/retriever.ts';
export { kendraThesaurus } from './kendra/thesaurus.ts';
export type { KendraUser } from './kendra/user-context.ts';
export type { ContextualConfig } from './retrieval/run-retrieval.ts';
