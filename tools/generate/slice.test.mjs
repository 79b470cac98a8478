import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

import prettier from 'prettier';
import ts from 'typescript';

import { Failure } from '../start/failure.mjs';
import { camel, pascal, plural } from './names.mjs';
import { generateSlice } from './slice.mjs';

const GOLDEN = new URL('../../tests/fixtures/generate/', import.meta.url);

/** The least that a workspace must have for its slices: two contexts in the two ways in which streams are named. */
const WORKSPACE = {
  'libs/payouts/domain/src/payout/decider.ts': 'export const payout: Decider<Payout, C, E> = x;',
  'libs/payouts/domain/src/payout-batch/decider.ts': 'export const payoutBatch: Decider<PayoutBatch, C, E> = x;',
  'libs/payouts/contracts/src/events.ts': 'export const payoutBatchStream = (id: PayoutBatchId): string => `b-${id}`;',
  'libs/payouts/server/src/index.ts': '',
  'libs/identity/domain/src/user/decider.ts': 'export const user: Decider<User, C, E> = x;',
  'libs/identity/server/src/streams.ts': 'export const userStream = (userId: UserId): string => `user-${userId}`;',
  'libs/catalog/domain/src/catalog-import/decider.ts': 'export const catalogImport: Decider<I, C, E> = x;',
  'libs/catalog/contracts/src/events.ts': 'export const catalogImportStream = (importId: string): string => importId;',
};

describe('npm run generate -- slice', () => {
  let root;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'max-generate-'));
    for (const [path, text] of Object.entries(WORKSPACE)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  for (const [context, useCase] of [
    ['payouts', 'hold-payout-batch'],
    ['identity', 'lock-out-user'],
    ['catalog', 'approve-catalog-import'],
  ])
    it(`makes ${context}/${useCase} as the golden files have it`, async () => {
      const { files } = await generateSlice(root, context, useCase);
      assert.equal(files.length, 5);
      for (const file of files) {
        const made = readFileSync(join(root, file), 'utf8');
        const golden = new URL(`${useCase}/${file.split('/').at(-1)}.txt`, GOLDEN);
        if (process.env.MAX_UPDATE_GOLDEN) {
          mkdirSync(new URL('.', golden), { recursive: true });
          writeFileSync(golden, made);
        }
        assert.equal(made, readFileSync(golden, 'utf8'), file);
        const format = { parser: 'typescript', singleQuote: true, printWidth: 120, trailingComma: 'all' };
        assert.ok(await prettier.check(made, format), `${file} is not formatted`);
        const { diagnostics } = ts.transpileModule(made, {
          reportDiagnostics: true,
          compilerOptions: { target: 9, experimentalDecorators: true },
        });
        assert.deepEqual(
          diagnostics.map(({ messageText }) => messageText),
          [],
        );
      }
    });

  it('says what is left to do', async () => {
    const { toDo } = await generateSlice(root, 'payouts', 'hold-payout-batch');
    assert.match(toDo.join('\n'), /PayoutsApiModule: add HoldPayoutBatchController[\s\S]*decide the command 'hold'/);
  });

  for (const [context, useCase, message] of [
    ['nothing', 'hold-thing', /no context "nothing"; there are: /],
    ['payouts', 'Hold', /named like approve-payout-batch, not "Hold"/],
    ['payouts', 'hold-thing', /payouts decides about: payout, payout-batch\.$/],
    ['payouts', 'hold-payout', /There is no payoutStream/],
  ])
    it(`refuses ${context} ${useCase} in one line and makes nothing`, async () => {
      await assert.rejects(
        generateSlice(root, context, useCase),
        (error) => error instanceof Failure && message.test(error.message),
      );
    });

  it('never overwrites', async () => {
    await generateSlice(root, 'payouts', 'hold-payout-batch');
    await assert.rejects(generateSlice(root, 'payouts', 'hold-payout-batch'), /is there already/);
  });
});

describe('names', () => {
  it('are made from kebab-case', () => {
    assert.equal(pascal('hold-payout-batch'), 'HoldPayoutBatch');
    assert.equal(camel('hold-payout-batch'), 'holdPayoutBatch');
    assert.deepEqual(['payout-batch', 'artist', 'currency', 'key', 'box'].map(plural), [
      'payout-batches',
      'artists',
      'currencies',
      'keys',
      'boxes',
    ]);
  });
});
