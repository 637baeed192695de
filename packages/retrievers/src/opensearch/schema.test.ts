import { describe, expect, it } from 'vitest';
import { analyserIdentity } from './analysis.ts';
import { DOCUMENT_TYPES, REGULATORY_FILINGS } from './document-types.ts';
import { checkIdentity, rebuildNeed, type SearchIndexIdentity } from './identity.ts';
import { cosineOf, type IndexBodyOptions, indexBody, indexTemplate, SCHEMA_VERSION } from './schema.ts';
import { financeThesaurus } from './thesaurus.ts';

const thesaurus = financeThesaurus();
const identity: SearchIndexIdentity = {
  schema: SCHEMA_VERSION,
  embeddings: 'finbert@1',
  dimensions: 768,
  analyser: analyserIdentity(thesaurus),
  documentType: REGULATORY_FILINGS.name,
};
const options: IndexBodyOptions = { type: REGULATORY_FILINGS, dimensions: 768, thesaurus, identity };

describe('an index as it is made in production', () => {
  it('has vectors of 768 in an HNSW graph of faiss, three shards and two copies', () => {
    const { settings, mappings } = indexBody(options);
    expect(settings.index).toEqual({
      number_of_shards: 3,
      number_of_replicas: 2,
      knn: true,
      'knn.algo_param.ef_search': 128,
    });
    expect(mappings.properties['embedding']).toEqual({
      type: 'knn_vector',
      dimension: 768,
      method: {
        name: 'hnsw',
        engine: 'faiss',
        space_type: 'innerproduct',
        parameters: { m: 16, ef_construction: 128, ef_search: 128 },
      },
    });
    expect(mappings._meta.plumbline).toEqual(identity);
    expect(mappings.dynamic).toBe('strict');
  });

  it('can halve its vectors, and can do without a native library', () => {
    const half = indexBody({ ...options, vectors: { halfPrecision: true, m: 32 } }).mappings.properties['embedding'];
    expect(half).toMatchObject({
      method: { parameters: { m: 32, encoder: { name: 'sq', parameters: { type: 'fp16' } } } },
    });
    const lucene = indexBody({ ...options, vectors: { engine: 'lucene' } });
    expect(lucene.mappings.properties['embedding']).toMatchObject({
      method: { engine: 'lucene', space_type: 'cosinesimil' },
    });
    expect(lucene.settings.index).not.toHaveProperty('knn.algo_param.ef_search');
  });

  it.each(DOCUMENT_TYPES.map((type) => [type.name, type] as const))(
    'of %s has a template for its versions',
    (name, type) => {
      const { template, index_patterns: patterns, priority } = indexTemplate(`firm-${name}`, { ...options, type });
      expect(patterns).toEqual([`firm-${name}-v*`]);
      expect(priority).toBeGreaterThan(0);
      for (const field of [...Object.keys(type.fields), 'acl', 'classification', 'docType', 'asOfBound']) {
        expect(template.mappings.properties).toHaveProperty(field);
      }
      expect(template.mappings.properties['acl']).toEqual({ type: 'keyword' });
    },
  );
});

describe('document types', () => {
  it.each([
    ['10-K', 'regulatory-filings'],
    ['10K', 'regulatory-filings'],
    ['10-Q/A', 'regulatory-filings'],
    ['DEF 14A', 'regulatory-filings'],
    ['client-portfolio', 'client-portfolios'],
    ['holdings', 'client-portfolios'],
    ['research-note', 'research-reports'],
    ['rate-decision', 'research-reports'],
    ['', 'research-reports'],
  ])('"%s" goes to %s', (docType, name) => {
    expect(DOCUMENT_TYPES.find((type) => type.includes(docType))?.name).toBe(name);
  });
});

describe('the identity of an index', () => {
  it.each([
    [{}, 'none'],
    [{ analyser: 'finance-1+mine@2' }, 'analysis'],
    [{ embeddings: 'finbert@2' }, 'passages'],
    [{ dimensions: 1024 }, 'passages'],
    [{ schema: 99 }, 'passages'],
    [{ documentType: 'research-reports' }, 'passages'],
  ])('%j needs anew: %s', (difference, need) => {
    const wanted = { ...identity, ...difference };
    expect(rebuildNeed(identity, wanted)).toBe(need);
    const check = () => checkIdentity('filings', identity, wanted);
    if (need === 'none') expect(check).not.toThrow();
    else expect(check).toThrow(/"filings".*reindex/);
  });
});

describe('the cosine of a hit', () => {
  it.each([1, 0.5, 0, -0.5, -1])('%d comes back from what either engine makes of it', (cosine) => {
    expect(cosineOf((1 + cosine) / 2, { engine: 'lucene' })).toBeCloseTo(cosine, 12);
    const innerProduct = cosine >= 0 ? cosine + 1 : 1 / (1 - cosine);
    expect(cosineOf(innerProduct, { engine: 'faiss' })).toBeCloseTo(cosine, 12);
  });
});
