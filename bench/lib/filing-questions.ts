import { createHash } from 'node:crypto';

/** A page of a filing, as `demo-corpus/filings.jsonl` has it. */
export interface FilingPage {
  readonly id: string;
  readonly docId: string;
  readonly title: string;
  readonly docType: string;
  readonly publisher: string;
  /** The fiscal year. */
  readonly date: string;
  readonly page: number;
  readonly text: string;
}

/** A question about one line item, and the pages that print it as a row with figures. */
export interface FilingQuestion {
  readonly id: string;
  readonly docId: string;
  readonly item: string;
  readonly question: string;
  readonly relevant: readonly string[];
}

interface LineItem {
  /** In everyday words. */
  readonly name: string;
  readonly statement: string;
  /** How filings begin the row. */
  readonly row: RegExp;
}

const item = (name: string, statement: string, row: RegExp): LineItem => ({ name, statement, row });

const LINE_ITEMS: readonly LineItem[] = [
  item(
    'capital expenditure',
    'cash flow statement',
    /^(purchases?|additions?|payments?|acquisitions?|expenditures?|capital expenditures?)\b.*(property|capital expend|plant)/i,
  ),
  item('revenue', 'income statement', /^(total )?(net )?(revenues?|sales)\b(, net)?\s*[\d$(]/i),
  item(
    'cost of goods sold',
    'income statement',
    /^(total )?costs? of (goods|products?|sales|revenues?|net revenues?)/i,
  ),
  item(
    'net income',
    'income statement',
    /^(consolidated )?net (income|earnings|\(loss\) income|income \(loss\)|loss)\b[^a-z]{0,6}[\d$(]/i,
  ),
  item(
    'operating profit',
    'income statement',
    /^(operating (income|profit|earnings)|(income|earnings) from operations)\b/i,
  ),
  item('R&D spending', 'income statement', /^research(,)? (and )?development|^research, development/i),
  item('SG&A', 'income statement', /^selling, general/i),
  item('income tax bill', 'income statement', /^(provision for|income tax|\(?benefit from\)?).*tax/i),
  item('diluted EPS', 'income statement', /^diluted\b.*\d\.\d\d/i),
  item('total assets', 'balance sheet', /^total assets/i),
  item('inventory', 'balance sheet', /^(merchandise )?inventor(y|ies)\b/i),
  item(
    'operating cash flow',
    'cash flow statement',
    /^(net )?cash (flows? )?(provided|from|generated|\(used).*operating activities/i,
  ),
  item('cash used for investing', 'cash flow statement', /^(net )?cash .*investing activities/i),
  item('share buybacks', 'cash flow statement', /^(repurchases?|purchases?) of (common|treasury|company|shares)/i),
  item(
    'dividends paid',
    'cash flow statement',
    /^((cash )?dividends? (paid|declared)|payments? of (cash )?dividends)/i,
  ),
  item('depreciation and amortisation', 'cash flow statement', /^depreciation(,)? (and|&)? ?(amortization|depletion)/i),
  item('long-term debt', 'balance sheet', /^long-term debt/i),
  item("shareholders' equity", 'balance sheet', /^total .*(shareholders|stockholders|shareowners)/i),
  item('goodwill', 'balance sheet', /^goodwill\b/i),
  item('accounts receivable', 'balance sheet', /^(accounts|trade|net) receivables?/i),
  item('accounts payable', 'balance sheet', /^(accounts|trade) payables?/i),
  item('effective tax rate', 'income statement', /^effective (income )?tax rate/i),
  item('interest expense', 'income statement', /^interest expense/i),
  item('working capital', 'balance sheet', /^working capital/i),
  item('stock compensation', 'cash flow statement', /^(stock|share)-based compensation/i),
  item('cash and equivalents', 'balance sheet', /^cash and cash equivalents/i),
  item('gross profit', 'income statement', /^gross (profit|margin)/i),
  item('marketing spend', 'income statement', /^(sales and )?(marketing|advertising)\b/i),
  item('restructuring charges', 'income statement', /^restructuring/i),
  item('free cash flow', 'cash flow statement', /^free cash flow/i),
];

/** Other names by which people ask for a company. */
const EVERYDAY_NAMES: Readonly<Record<string, string>> = {
  JPMorgan: 'JPMorgan Chase',
  'Coca-Cola': 'Coca Cola',
  'AES Corporation': 'AES',
  'MGM Resorts': 'MGM Resorts International',
  'PG&E Corporation': 'PG&E',
  McDonalds: "McDonald's",
  'Best Buy': 'BestBuy',
  'CVS Health': 'CVS',
  eBay: 'Ebay',
  PepsiCo: 'Pepsico',
  'Kraft Heinz': 'Kraft Heinz Company',
  Amazon: 'Amazon.com',
};

interface Wording {
  readonly company: string;
  readonly year: string;
  readonly name: string;
  readonly statement: string;
}

const WORDINGS: readonly ((words: Wording) => string)[] = [
  ({ company, year, name }) => `What was ${company}'s FY${year} ${name}?`,
  ({ company, year, name }) => `How much ${name} did ${company} report for fiscal ${year}?`,
  ({ company, year, name }) => `For ${company}, what was ${name} in fiscal year ${year}?`,
  ({ company, year, name, statement }) =>
    `What is the FY${year} ${name} figure (in USD millions) of ${company}? Use the ${statement} and quote the page.`,
  ({ company, year, name, statement }) =>
    `I am preparing a client note and cannot open the filing myself. Going by the ${statement} alone, what was ${name} at ${company} in FY${year}? Please answer in millions of dollars.`,
  ({ company, year, name }) => `Tell me the ${name} of ${company} for FY${year.slice(2)}.`,
];

const PER_FILING = 5;

/** Questions over the pages, a few for each filing, the same on every run. */
export function filingQuestions(pages: readonly FilingPage[]): FilingQuestion[] {
  const filings = Map.groupBy(pages, ({ docId }) => docId);
  return [...filings].flatMap(([docId, filing]) => {
    const [first] = filing;
    if (first === undefined) return [];
    const sameYear = pages.filter(({ publisher, date }) => publisher === first.publisher && date === first.date);
    return LINE_ITEMS.filter((line) => filing.some((page) => printsItem(page.text, line.name)))
      .sort((left, right) => hash(docId + left.name) - hash(docId + right.name))
      .slice(0, PER_FILING)
      .map(({ name, statement }) => {
        const draw = hash(`${docId}${name}wording`);
        const everyday = draw % 3 === 0 ? EVERYDAY_NAMES[first.publisher] : undefined;
        const wording = WORDINGS[draw % WORDINGS.length] ?? WORDINGS[0];
        return {
          id: `${docId}/${name}`,
          docId,
          item: name,
          question: wording?.({ company: everyday ?? first.publisher, year: first.date, name, statement }) ?? '',
          relevant: sameYear.filter((page) => printsItem(page.text, name)).map(({ id }) => id),
        };
      });
  });
}

/** Whether a page prints a line item as a row with at least two figures. */
export function printsItem(text: string, name: string): boolean {
  const row = LINE_ITEMS.find((line) => line.name === name)?.row;
  return text.split('\n').some((line) => {
    const plain = line.replace(/[|\s]+/g, ' ').trim();
    return row?.test(plain) === true && plain.length < 160 && (plain.match(/\d[\d,]*(\.\d+)?/g)?.length ?? 0) >= 2;
  });
}

/** A number that stays the same for the same text: to choose without chance. */
export function hash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
