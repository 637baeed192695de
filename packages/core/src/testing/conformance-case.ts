/**
 * One rule that every implementation of a contract keeps. Cases need no test framework: a case that fails rejects, with
 * an `AssertionError` of `node:assert`.
 *
 * @example
 * describe.each(recordStoreCases)('$name', ({ run }) => it('holds', () => run(createFixture)));
 */
export interface ConformanceCase<Fixture> {
  /** The rule in words. */
  readonly name: string;
  /** @param create makes a fresh, empty implementation; the case disposes of it */
  run(create: () => Promise<Fixture>): Promise<void>;
}
