// Ask your own documents from your own script. In this repository: npm run example -- 01
import { fileURLToPath } from 'node:url';
import { embeddedEstate, ingestFiles, localContext, localPrincipal, openEmbedded } from '@plumbline/cli';
import { ask, createResearchAgent } from '@plumbline/core/agents';

const corpus = fileURLToPath(new URL('./corpus', import.meta.url));
const estate = embeddedEstate('.plumbline', corpus);
await ingestFiles(estate, { sources: [corpus] });

const parts = await openEmbedded({ estate });
const agent = createResearchAgent(parts);
const context = localContext(localPrincipal({ clearance: 'public' }), 'example-01');
const answer = await ask(agent, "What were Apple's total net sales in fiscal 2019?", context);

console.log(answer.text);
for (const { n, title, source, quote } of answer.citations) console.log(`[${n}] ${title} (${source}): “${quote}”`);
console.log(`confidence ${answer.confidence}, ${answer.status}, trace ${answer.traceId}`);
await parts.close();
