import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { renderQuestion, renderSources } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import { readConversation } from './conversation.ts';

const sources = renderSources([
  {
    pageContent: 'Net sales rose.',
    metadata: {
      docId: 'd',
      chunk: 0,
      title: 'Report',
      source: 's',
      docType: '10-K',
      asOf: '2019-12-31',
      classification: 'public',
      acl: ['tenant:demo'],
    },
  },
]);

describe('a conversation', () => {
  it('is its last question, the sources of an earlier one, and the turns before with their numbers', () => {
    const {
      question,
      sources: found,
      history,
    } = readConversation([
      new SystemMessage('rules'),
      new HumanMessage(`${renderQuestion('What were net sales in 2019?')}\n${sources}`),
      new AIMessage('Net sales, 2019: 5,200; 2018: 5,000 (in millions of US dollars) [1].'),
      new HumanMessage('Thanks. And the change?'),
      new AIMessage('Net sales rose 4 % from 2018 to 2019: (5,200 − 5,000) / 5,000 = 4 % (amounts in millions) [1].'),
      new HumanMessage('Why?'),
    ]);
    expect(question).toBe('Why?');
    expect(found).toHaveLength(1);
    expect(history).toEqual([
      { question: 'What were net sales in 2019?', answer: 5200 },
      { question: 'Thanks. And the change?', answer: 0.04 },
    ]);
  });

  it.each([
    ['a bare number', '-4784', -4784],
    ['a fraction', '0.375', 0.375],
    ['a quoted percentage stays one', 'Gross margin rate, 2018: 38.3% [1].', 38.3],
    ['no number', 'Not found in the sources.', undefined],
  ])('reads %s of an earlier answer', (_, text, answer) => {
    const { history } = readConversation([new HumanMessage('a?'), new AIMessage(text), new HumanMessage('b?')]);
    expect(history).toEqual([{ question: 'a?', ...(answer === undefined ? {} : { answer }) }]);
  });

  it('without messages asks nothing', () => {
    expect(readConversation([])).toEqual({ question: '', sources: [], history: [] });
  });
});
