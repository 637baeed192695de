export { createGuard, type Guard, type GuardOptions } from './guard.ts';
export { createAccountNumberValidator } from './validators/account-number.ts';
export { guaranteeValidator } from './validators/guarantee.ts';
export { RISK_DISCLOSURE, riskDisclosureValidator } from './validators/risk-disclosure.ts';
export { createSsnValidator } from './validators/ssn.ts';
