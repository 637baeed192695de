// Several sources, one of them down, behind a cache. In this repository: npm run example -- 02
import { fileURLToPath } from 'node:url';
import { BaseRetriever } from '@langchain/core/retrievers';
import { embeddedEstate, ingestFiles, localContext, localPrincipal, openEmbedded } from '@plumbline/cli';
import { CachedRetriever, createLruRetrievalCache } from '@plumbline/retrievers/cache';
import { TieredRetriever } from '@plumbline/retrievers/tiered';

/** Stands for a search service that does not answer. */
class SilentRetriever extends BaseRetriever {
  override lc_namespace = ['example'];
  override _getRelevantDocuments = () => new Promise<never>(() => {});
}

const corpus = fileURLToPath(new URL('./corpus', import.meta.url));
const estate = embeddedEstate('.plumbline', corpus);
await ingestFiles(estate, { sources: [corpus] });
const parts = await openEmbedded({ estate });

const tiered = new TieredRetriever({
  tiers: [
    { name: 'passages', retriever: parts.retriever, deadlineMs: 5000 },
    { name: 'enterprise-search', retriever: new SilentRetriever(), deadlineMs: 100 },
    { name: 'portfolios', retriever: new SilentRetriever(), docTypes: ['client-portfolio'] },
  ],
  k: 3,
});
const question = "What does Apple's annual report say of net sales?";
const context = localContext(localPrincipal({ clearance: 'public' }), 'example-02');
const { documents, findings, tiers } = await tiered.retrieve(question, { context });

for (const { tier, status, reason } of tiers) console.log(`${tier}: ${status}${reason ? ` (${reason})` : ''}`);
for (const { message } of findings) console.log(message);
for (const { metadata } of documents) console.log(`${metadata.title}: ${JSON.stringify(metadata.scores?.['fused'])}`);

const cached = new CachedRetriever({
  retriever: parts.retriever,
  cache: createLruRetrievalCache(),
  index: { name: 'corpus', version: '1' },
  version: '1',
});
const secret = localContext(localPrincipal({ clearance: 'restricted' }), 'example-02');
for (const asker of [context, context, secret]) {
  const { from } = await cached.retrieve(question, { context: asker });
  console.log(`asked with clearance ${asker.principal.clearance}: ${from}`);
}
await parts.close();
