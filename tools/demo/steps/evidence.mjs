import { join } from 'node:path';

import { runCommand } from '../../start/run-command.mjs';
import { expect } from '../step-failed.mjs';
import { until } from '../until.mjs';

/** Compliance has the evidence pack of the batch made. */
export const makePack = async ({ people: { compliance }, state }) => {
  let id = state.kept('pack');
  if (!id) {
    ({ id } = await compliance.post('evidence-packs', { payoutBatchId: state.kept('batch') }));
    state.keep('pack', id);
  }
  const pack = await until(
    () => compliance.get(`evidence-packs/${id}`, { atLeast: compliance.position() }),
    ({ status }) => !['requested', 'building'].includes(status),
    { what: 'the evidence pack' },
  );
  expect(pack.status === 'built', `the evidence pack is ${pack.status}: ${pack.reason}`);
  return { text: `evidence pack made, ${Math.ceil(pack.bytes / 1024)} kB` };
};

/** Downloads it and has it verified by the stand-alone verifier, in a process that knows nothing but the file. */
export const verifyPack = async ({ people: { compliance }, state, folder, root }) => {
  const file = join(folder, 'evidence-pack.zip');
  await compliance.download(`evidence-packs/${state.kept('pack')}/download`, file);
  const { status, output } = await runCommand(process.execPath, [join(root, 'dist/verifier.mjs'), file]);
  expect(status === 0, `the verifier refuses the pack: ${output.trim()}`);
  const latest = await compliance.get('audit/checkpoints/latest');
  const note = typeof latest === 'string' ? latest : (latest.note ?? '');
  const [origin = '', size = '', root64 = ''] = note.split('\n');
  return { text: 'evidence pack verified', checkpoint: { origin, size, rootHash: root64 }, verifier: output.trim() };
};
