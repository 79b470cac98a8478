import { eachOf } from '../until.mjs';

/** The maker files the split sheets; one that is known already (an interrupted run) changes nothing. */
export const agreeSplits = async ({ people: { maker }, season, state }) => {
  const ids = state.kept('payees');
  await eachOf(season.sheets, 8, ({ target, effectiveFrom, shares }) =>
    maker.post('split-sheets', {
      target,
      effectiveFrom,
      shares: shares.map(({ payee, percent }) => ({ payeeId: ids[payee], percent })),
    }),
  );
  const changing = season.sheets.filter(({ effectiveFrom }) => effectiveFrom > '2026').length;
  return { text: `${season.sheets.length} split sheets filed, ${changing} of them a change from August on` };
};
