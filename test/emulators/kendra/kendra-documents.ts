import type { Passage } from '@plumbline/core';
import { kendraAttributes } from '@plumbline/retrievers/kendra';
import type { AttributeValue, KendraDocument } from './documents.ts';

/** A passage as a document with the attributes the retriever expects. */
export function kendraDocument({ pageContent, metadata }: Passage): KendraDocument {
  return documentOf(metadata.docId, pageContent, { metadata, attributes: kendraAttributes(metadata) });
}

/** The same under the passage's own id. */
export function kendraPassageDocument({ id, pageContent, metadata }: Passage): KendraDocument {
  return documentOf(id, pageContent, { metadata, attributes: kendraAttributes(metadata, { passageId: id }) });
}

interface Parts {
  readonly metadata: Passage['metadata'];
  readonly attributes: ReturnType<typeof kendraAttributes>;
}

function documentOf(id: string, text: string, { metadata, attributes }: Parts): KendraDocument {
  const entries = attributes.map(({ Key = '', Value = {} }): [string, AttributeValue] => {
    const { StringValue, StringListValue, LongValue, DateValue } = Value;
    return [Key, StringValue ?? StringListValue ?? LongValue ?? DateValue ?? ''];
  });
  const { title, source: uri } = metadata;
  return { id, title, uri, attributes: Object.fromEntries(entries), access: [], passages: [text] };
}
