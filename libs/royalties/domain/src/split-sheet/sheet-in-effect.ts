/**
 * The sheet that divides a sale on `day`: of those in force by then, the one with the latest date; `undefined` when
 * the first comes later. Dates are `YYYY-MM-DD` and compare as text.
 */
export const sheetInEffect = <Sheet extends { readonly effectiveFrom: string }>(
  sheets: readonly Sheet[],
  day: string,
): Sheet | undefined =>
  sheets.reduce<Sheet | undefined>(
    (best, sheet) => (sheet.effectiveFrom <= day && (!best || sheet.effectiveFrom > best.effectiveFrom) ? sheet : best),
    undefined,
  );
