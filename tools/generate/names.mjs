/** `approve-payout-batch` → `ApprovePayoutBatch` */
export const pascal = (kebab) => kebab.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());

/** `approve-payout-batch` → `approvePayoutBatch` */
export const camel = (kebab) => kebab.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** The plural of an English noun phrase as it stands in a path: `payout-batch` → `payout-batches`. */
export const plural = (kebab) => {
  if (/[^aeiou]y$/.test(kebab)) return `${kebab.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(kebab) ? `${kebab}es` : `${kebab}s`;
};
