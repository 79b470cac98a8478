/** What people look at, again and again: each list as somebody who may see it. */
const looks = ({ maker, checker, compliance, auditor, admin, artist }, { payees }) => {
  const first = async (client, path) => (await client.get(path, { limit: 50 })).items[0];
  const lines = async () => {
    const statement = await first(maker, 'statements');
    if (statement) await maker.get(`statements/${statement.id}/lines`, { limit: 100 });
  };
  const payee = () => payees[Math.floor(Math.random() * payees.length)];
  return [
    [maker, [lines, () => maker.get('catalog/tracks', { limit: 100 }), () => maker.get(`payees/${payee()}/balance`)]],
    [
      checker,
      [
        () => first(checker, 'payout-batches'),
        () => checker.get('payouts', { limit: 100 }),
        () => checker.get(`payees/${payee()}/postings`, { limit: 100 }),
      ],
    ],
    [compliance, [() => first(compliance, 'evidence-packs'), () => compliance.get('payouts', { limit: 20 })]],
    [auditor, [() => auditor.get('statements', { limit: 50 }), () => auditor.get('split-sheets', { limit: 50 })]],
    [admin, [() => admin.get('users', { limit: 50 }), () => admin.get('auth/me')]],
    [artist, [() => artist.get(`payees/${payees[0]}/earnings`), () => artist.get('auth/me')]],
  ].map(([, acts]) => acts);
};

/** Everybody reads in turn, with a pause like somebody who looks before the next click. */
export const keepReading = (people, setting, { pauseMs, stopped, wait }) =>
  Promise.all(
    looks(people, setting).map(async (acts) => {
      for (let i = 0; !stopped(); i += 1) {
        await acts[i % acts.length]();
        await wait(pauseMs * (0.5 + Math.random()));
      }
    }),
  );
