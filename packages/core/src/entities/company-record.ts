/** A company as `linkEntities` knows it. */
export interface CompanyRecord {
  /** Ticker symbol in capitals; a share class is parted by a dot ("BRK.B"). */
  readonly ticker: string;
  /** Symbols of other share classes and former symbols. */
  readonly otherTickers?: readonly string[];
  /** The legal name, the normal form of a `company` entity. */
  readonly name: string;
  /** Short, colloquial and former names. The legal name without "Inc." and the like need not be repeated. */
  readonly aliases: readonly string[];
  /** GICS sector. */
  readonly sector: string;
}

/** A line of the shipped table: tickers parted by blanks, the present one first; legal name; other names. */
export type CompanyRow = readonly [tickers: string, name: string, ...aliases: string[]];
