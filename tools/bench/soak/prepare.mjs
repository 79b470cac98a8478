import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { eachOf, until } from '../../demo/until.mjs';

import { catalogueFile, PAYEES, splitSheets } from './season.mjs';

const BANK = { country: 'US', currency: 'USD', accountNumber: '000123456789', routingNumber: '110000000' };

/** The catalogue, payees with a bank account, split sheets, and an artist who sees the earnings of the first payee. */
export const prepare = async ({ maker, admin }, users, folder) => {
  const file = join(folder, 'catalogue.csv');
  await writeFile(file, catalogueFile());
  const { id } = await maker.upload('catalog/imports', file);
  const ended = await until(
    () => maker.get(`catalog/imports/${id}`, { atLeast: maker.position() }),
    ({ status }) => status === 'finished' || status === 'rejected',
    { what: 'the import of the catalogue' },
  );
  if (ended.status !== 'finished') throw new Error(`the catalogue was rejected: ${ended.reason}`);

  const names = Array.from({ length: PAYEES }, (_, i) => `Payee ${i}`);
  const payees = await eachOf(names, 4, async (name) => {
    const payee = await maker.post('payees', { name });
    await maker.post(`payees/${payee.id}/payout-method`, { ...BANK, holderName: name });
    return payee.id;
  });
  await eachOf(splitSheets(payees), 4, (sheet) => maker.post('split-sheets', sheet));

  const artist = users.find(({ role }) => role === 'artist');
  for await (const { id: userId, email } of admin.all('users'))
    if (email === artist.email) await admin.post(`users/${userId}/payees`, { payeeId: payees[0] });
  return { payees };
};
