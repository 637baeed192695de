/** How a field is stored and compared; `strings` is a list. */
export type FieldKind = 'string' | 'integer' | 'number' | 'strings';

/** A kind of document with an index of its own. */
export interface DocumentType {
  /** Part of index names, e.g. `regulatory-filings`. */
  readonly name: string;
  /** Metadata a filter may name, beside those every passage has. */
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** Whether a passage's `docType` belongs here. */
  includes(docType: string): boolean;
}

const FILINGS = /^(10-?[kq]|8-?k|20-?f|6-?k|40-?f|def ?14a|s-[1348]|13[dfg]|form .*|.*filing.*|prospectus)(\/a)?$/i;
const PORTFOLIOS = /portfolio|holding|account|statement-of-assets|client/i;

export const REGULATORY_FILINGS: DocumentType = {
  name: 'regulatory-filings',
  fields: { form: 'string', cik: 'string', accession: 'string', filedAt: 'string', sector: 'string' },
  includes: (docType) => FILINGS.test(docType),
};

export const CLIENT_PORTFOLIOS: DocumentType = {
  name: 'client-portfolios',
  fields: { client: 'string', account: 'string', strategy: 'string', advisor: 'string', securities: 'strings' },
  includes: (docType) => PORTFOLIOS.test(docType),
};

/** Takes what no other type takes: notes, decisions, transcripts. */
export const RESEARCH_REPORTS: DocumentType = {
  name: 'research-reports',
  fields: { publisher: 'string', analyst: 'string', rating: 'string', sector: 'string', priceTarget: 'number' },
  includes: () => true,
};

/** The types of the advisors' firm. The first that takes a document has it. */
export const DOCUMENT_TYPES: readonly DocumentType[] = [REGULATORY_FILINGS, CLIENT_PORTFOLIOS, RESEARCH_REPORTS];
