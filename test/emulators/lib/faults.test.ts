import { describe, expect, it } from 'vitest';
import { createFaultScript, type FaultInput } from './faults.ts';

describe('a fault script', () => {
  it.each<[string, FaultInput[], (string | undefined)[]]>([
    ['nothing', [], [undefined, undefined, undefined]],
    ['every request', [{ kind: 'cut' }], ['cut', 'cut', 'cut']],
    ['the second request', [{ kind: 'cut', nth: 2 }], [undefined, 'cut', undefined]],
    ['the first two requests', [{ kind: 'cut', times: 2 }], ['cut', 'cut', undefined]],
    ['another operation', [{ kind: 'cut', operation: 'Query' }], [undefined, undefined, undefined]],
    [
      'the first fault that meets a request',
      [
        { kind: 'slow', nth: 2 },
        { kind: 'cut', times: 3 },
      ],
      ['cut', 'slow', 'cut'],
    ],
  ])('%s', (_, faults, met) => {
    const script = createFaultScript(faults);
    expect(met.map(() => script('Retrieve')?.kind)).toEqual(met);
  });

  it('counts each operation for itself', () => {
    const script = createFaultScript([{ kind: 'throttle', operation: 'Retrieve', nth: 2 }]);
    expect(['Retrieve', 'Query', 'Retrieve'].map((operation) => script(operation)?.kind)).toEqual([
      undefined,
      undefined,
      'throttle',
    ]);
  });

  it('refuses what it does not know', () => {
    expect(() => createFaultScript([{ kind: 'fire' as 'cut' }])).toThrow();
    expect(() => createFaultScript([{ kind: 'cut', nth: 1, times: 1 }])).toThrow(/nth or times/);
  });
});
