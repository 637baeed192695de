import { COMMUNICATION_SERVICES } from './companies/communication-services.ts';
import { CONSUMER_DISCRETIONARY } from './companies/consumer-discretionary.ts';
import { CONSUMER_STAPLES } from './companies/consumer-staples.ts';
import { ENERGY } from './companies/energy.ts';
import { FINANCIALS } from './companies/financials.ts';
import { HEALTH_CARE } from './companies/health-care.ts';
import { INDUSTRIALS } from './companies/industrials.ts';
import { INFORMATION_TECHNOLOGY } from './companies/information-technology.ts';
import { MATERIALS } from './companies/materials.ts';
import { REAL_ESTATE } from './companies/real-estate.ts';
import { UTILITIES } from './companies/utilities.ts';
import type { CompanyRecord, CompanyRow } from './company-record.ts';

/**
 * Listed companies known by name: the default table of `linkEntities`. Members of the S&P 500 of the last two decades and
 * other large issuers; former names and symbols are kept ("Facebook", "FB"), since filings keep them.
 */
export const COMPANIES: readonly CompanyRecord[] = [
  .../* @__PURE__ */ rows('Information Technology', INFORMATION_TECHNOLOGY),
  .../* @__PURE__ */ rows('Communication Services', COMMUNICATION_SERVICES),
  .../* @__PURE__ */ rows('Consumer Discretionary', CONSUMER_DISCRETIONARY),
  .../* @__PURE__ */ rows('Consumer Staples', CONSUMER_STAPLES),
  .../* @__PURE__ */ rows('Health Care', HEALTH_CARE),
  .../* @__PURE__ */ rows('Financials', FINANCIALS),
  .../* @__PURE__ */ rows('Industrials', INDUSTRIALS),
  .../* @__PURE__ */ rows('Energy', ENERGY),
  .../* @__PURE__ */ rows('Materials', MATERIALS),
  .../* @__PURE__ */ rows('Utilities', UTILITIES),
  .../* @__PURE__ */ rows('Real Estate', REAL_ESTATE),
];

function rows(sector: string, companies: readonly CompanyRow[]): CompanyRecord[] {
  return companies.map(([tickers, name, ...aliases]) => {
    const [ticker = '', ...otherTickers] = tickers.split(' ');
    return { ticker, ...(otherTickers.length === 0 ? {} : { otherTickers }), name, aliases, sector };
  });
}
