import assert from 'node:assert/strict';
import { passageSchema } from '@plumbline/core';
import { asking, endsOf, graphCase, pathsOf } from './fixture.ts';
import { SAMPLE } from './sample.ts';

const client = { clearance: 'confidential', clientIds: ['c-1'] } as const;
const advisor = { ...client, clientIds: [...client.clientIds] };

export const templateCases = [
  graphCase('peers are the other issuers of the sector, by name, ticker, CUSIP or sector', async (fixture) => {
    await fixture.load(SAMPLE);
    const retriever = fixture.retriever();
    for (const question of ['Who are the peers of Apple?', 'Peers of $AAPL', 'Which peers has CUSIP 037833100?']) {
      assert.deepEqual(endsOf(await retriever.search(question, asking())), ['adobe', 'msft'], question);
    }
    const sector = await retriever.search('Which companies are in the technology sector?', asking());
    assert.deepEqual(endsOf(sector), ['adobe', 'apple', 'msft']);
  }),
  graphCase(
    'an exposure leads from a client to an indicator, in words and with the source of each edge',
    async (fixture) => {
      await fixture.load(SAMPLE);
      const question = 'Is client c-1 exposed to the 10-year Treasury yield?';
      const found = await fixture.retriever().search(question, asking(advisor));
      assert.deepEqual(pathsOf(found), ['c-1 h-apple s-apple apple tech ust10']);
      const [passage] = found.passages;
      assert.ok(passage);
      passageSchema.parse(passage);
      assert.match(passage.pageContent, /Client c-1 holds Apple position of client c-1, 12\.4% of the portfolio/);
      assert.match(
        passage.pageContent,
        /sensitive to 10-year Treasury yield, in the opposite direction, assessed strength 0\.6/,
      );
      assert.match(passage.pageContent, /\(source: Sector list, sectors\.csv, page 2, as of 2023-01-31\)/);
      const sources = passage.metadata.edges.map(({ source }) => source);
      assert.deepEqual(sources.slice(0, 2), ['client-review-c-1.md', 'client-review-c-1.md']);
      assert.equal(sources.at(-1), 'house-view.md');
      assert.equal(passage.metadata.asOf, '2023-03-01');
      assert.equal(passage.metadata.classification, 'confidential');
      assert.deepEqual(passage.metadata.acl, ['client:c-1', 'tenant:demo']);
      assert.equal(passage.metadata.hops, 5);
    },
  ),
  graphCase('an exposure may begin with a company, or be asked of all one’s clients, or backwards', async (fixture) => {
    await fixture.load(SAMPLE);
    const retriever = fixture.retriever();
    const company = await retriever.search('What is Apple exposed to?', asking());
    assert.deepEqual(endsOf(company), ['cpi', 'ust10']);
    const clients = await retriever.search('Which of my clients are exposed to CPI through Apple?', asking(advisor));
    assert.deepEqual(pathsOf(clients), ['c-1 h-apple s-apple apple cpi']);
    const through = await retriever.search('Which clients are exposed to CPI through Microsoft?', asking(advisor));
    assert.equal(through.outcome, 'no-path');
    const back = await retriever.search('What is sensitive to the 10-year Treasury yield?', asking());
    assert.deepEqual(endsOf(back), ['adobe', 'apple', 'msft', 'tech']);
  }),
  graphCase('owners are upstream, what is owned downstream, and shares multiply along the chain', async (fixture) => {
    await fixture.load(SAMPLE);
    const retriever = fixture.retriever();
    const down = await retriever.search('What are the subsidiaries of Amcor?', asking());
    assert.deepEqual(pathsOf(down), ['amcor flexibles', 'amcor flexibles plant']);
    assert.match(down.passages[1]?.pageContent ?? '', /Amcor plc owns 40% of Flexibles Plant One \(80% × 50%\)\./);
    const start = [{ id: 'plant' }];
    const up = await retriever.traverse({ template: 'ownership-chain', start, direction: 'upstream' }, asking());
    assert.deepEqual(pathsOf(up), ['plant flexibles', 'plant flexibles amcor']);
    assert.match(up.passages[1]?.pageContent ?? '', /Amcor plc owns 40% of Flexibles Plant One/);
  }),
  graphCase('an issuer that only the graph knows is found by its name or short name', async (fixture) => {
    await fixture.load(SAMPLE);
    for (const question of ['Who owns Flexibles Plant One?', 'Who owns Flexibles Plant One Inc?']) {
      const found = await fixture.retriever().search(question, asking());
      assert.deepEqual(pathsOf(found), ['plant flexibles', 'plant flexibles amcor'], question);
    }
  }),
  graphCase('suppliers are upstream to the second hop, customers downstream, never mixed', async (fixture) => {
    await fixture.load(SAMPLE);
    const retriever = fixture.retriever();
    const up = await retriever.search('Who are the suppliers of Amcor?', asking());
    assert.deepEqual(pathsOf(up), ['amcor resin', 'amcor resin ethylene']);
    assert.match(up.passages[0]?.pageContent ?? '', /Resin Works supplies Amcor plc: polyethylene resin/);
    const both = await retriever.traverse({ template: 'supply-chain', start: [{ ticker: 'AMCR' }] }, asking());
    assert.deepEqual(endsOf(both), ['adobe', 'ethylene', 'resin']);
  }),
  graphCase('correlations count from either end, the strongest first', async (fixture) => {
    await fixture.load(SAMPLE);
    const found = await fixture.retriever().search('What is correlated with Apple?', asking());
    assert.deepEqual(pathsOf(found), ['s-apple s-msft', 's-apple s-amcor']);
    assert.match(found.passages[1]?.pageContent ?? '', /have a correlation of -0\.2/);
    assert.ok((found.passages[0]?.metadata.score ?? 0) > (found.passages[1]?.metadata.score ?? 0));
  }),
  graphCase('the same path has the same id each time, and another path another', async (fixture) => {
    await fixture.load(SAMPLE);
    const ask = async () => (await fixture.retriever().search('Peers of Apple', asking())).passages.map(({ id }) => id);
    const ids = await ask();
    assert.deepEqual(await ask(), ids);
    assert.equal(new Set(ids).size, 2);
  }),
];
