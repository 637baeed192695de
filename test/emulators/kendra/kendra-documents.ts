import type { Passage } from '@plumbline/core';
import { kendraAttributes } from '@plumbline/retrievers/kendra';
import type { AttributeValue, KendraDocument } from './documents.ts';

/** A passage as a document of its own, with the attributes the retriever expects. */
export function kendraDocument({ pageContent, metadata }: Passage): KendraDocument {
  const attributes = kendraAttributes(metadata).map(({ Key = '', Value = {} }): [string, AttributeValue] => {
    const { StringValue, StringListValue, LongValue, DateValue } = Value;
    return [Key, StringValue ?? StringListValue ?? LongValue ?? DateValue ?? ''];
  });
  const { docId, title, source } = metadata;
  return {
    id: docId,
    title,
    uri: source,
    attributes: Object.fromEntries(attributes),
    access: [],
    passages: [pageContent],
  };
}
