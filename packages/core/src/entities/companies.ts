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
  ...rows('Information Technology', INFORMATION_TECHNOLOGY),
  ...rows('Communication Services', COMMUNICATION_SERVICES),
  ...rows('Consumer Discretionary', CONSUMER_DISCRETIONARY),
  ...rows('Consumer Staples', CONSUMER_STAPLES),
  ...rows('Health Care', HEALTH_CARE),
  ...rows('Financials', FINANCIALS),
  ...rows('Industrials', INDUSTRIALS),
  ...rows('Energy', ENERGY),
  ...rows('Materials', MATERIALS),
  ...rows('Utilities', UTILITIES),
  ...rows('Real Estate', REAL_ESTATE),
];

function rows(sector: string, companies: readonly CompanyRow[]): CompanyRecord[] {
  return companies.map(([tickers, name, ...aliases]) => {
    const [ticker = '', ...otherTickers] = tickers.split(' ');
    return { ticker, ...(otherTickers.length === 0 ? {} : { otherTickers }), name, aliases, sector };
  });
}
