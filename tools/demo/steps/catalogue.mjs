import { expect } from '../step-failed.mjs';
import { until } from '../until.mjs';

/** The maker imports the catalogue; all of it must be accepted, and found again by ISRC. */
export const importCatalogue = async ({ people: { maker }, season, state }) => {
  let id = state.kept('catalogueImport');
  if (!id) {
    ({ id } = await maker.upload('catalog/imports', season.catalogueFile));
    state.keep('catalogueImport', id);
  }
  const done = await until(
    () => maker.get(`catalog/imports/${id}`, { atLeast: maker.position() }),
    ({ status }) => status === 'finished' || status === 'rejected',
    { what: 'the import of the catalogue' },
  );
  expect(done.status === 'finished', `the catalogue was rejected: ${done.reason}`);
  const { tracks, artists, releases } = season.counts;
  expect(
    done.lines.accepted === tracks && done.lines.rejected === 0,
    `${tracks} tracks were sent, ${done.lines.accepted} accepted and ${done.lines.rejected} rejected`,
  );
  const { isrc } = season.sheets.find(({ target }) => target.isrc).target;
  const { items } = await maker.get('catalog/tracks', { isrc, atLeast: done.position });
  expect(items.length === 1 && items[0].isrc === isrc, `the track ${isrc} is not found after the import`);
  return { text: `catalogue imported: ${artists} artists, ${releases} releases, ${tracks} tracks` };
};
