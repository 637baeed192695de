const MINUS = '−';
/** What a percentage or ratio shows at least, so that rounding stays below 0.1 %. */
const SIGNIFICANT = 4;
const FEWEST_DECIMALS = 2;
const MOST_DECIMALS = 8;

/** `1,234.50`, `−5`: groups of three digits, a real minus sign, this many decimals. */
export function formatNumber(value: number, decimals: number): string {
  const [whole = '', rest = ''] = Math.abs(value).toFixed(Math.min(decimals, MOST_DECIMALS)).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${value < 0 ? MINUS : ''}${grouped}${rest === '' ? '' : `.${rest}`}`;
}

/** Four significant digits and two decimals at least, zeros at the end left out: `4.2`, `18.14`, `0.003125`. */
export function formatRate(value: number): string {
  const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.max(FEWEST_DECIMALS, SIGNIFICANT - 1 - size);
  return trimmed(formatNumber(value, decimals), 0);
}

/** With two decimals more than the operands of a mean may need, but no zeros that say nothing. */
export function formatMean(value: number, decimals: number): string {
  return trimmed(formatNumber(value, Math.max(decimals + 1, FEWEST_DECIMALS)), decimals);
}

/** Takes zeros off the end, down to this many decimals. */
function trimmed(text: string, decimals: number): string {
  const [whole = '', rest = ''] = text.split('.');
  const kept = rest.slice(0, decimals) + rest.slice(decimals).replace(/0+$/, '');
  return kept === '' ? whole : `${whole}.${kept}`;
}
