import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';

import { formatVerifierKey, sample } from '@max/compliance/domain';

const exec = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');

/** Runs the one bundled file as an auditor would: in an empty folder, with nothing beside it. */
const verifier = async (cwd: string, ...words: string[]): Promise<{ status: number; out: string; error: string }> => {
  try {
    const { stdout, stderr } = await exec(process.execPath, ['verifier.mjs', ...words], { cwd, env: {} });
    return { status: 0, out: stdout, error: stderr };
  } catch (failure) {
    const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
    return { status: code, out: stdout, error: stderr };
  }
};

describe('the stand-alone verifier', () => {
  let folder: string;
  const files = sample.samplePack(sample.sampleSeason());
  const keys = sample.sampleKeys();

  const save = (name: string, contents: Map<string, Uint8Array>) =>
    writeFile(join(folder, name), zipSync(Object.fromEntries(contents)));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verifier-'));
    const env = { ...process.env, NODE_OPTIONS: '' };
    await exec(process.execPath, ['tools/build-verifier.mjs', folder], { cwd: root, env });
    await save('pack.zip', files);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('accepts an honest pack and says what holds', async () => {
    const { status, out } = await verifier(folder, 'pack.zip', '--key', formatVerifierKey(keys.log));
    expect(out).toContain('VERIFIED: everything holds.');
    expect(out).toContain('made by user-maker, approved by user-checker');
    expect(status).toBe(0);
  });

  it('answers JSON when asked', async () => {
    const { status, out } = await verifier(folder, 'pack.zip', '--json');
    const report = JSON.parse(out) as { ok: boolean; checks: { name: string; ok: boolean }[] };
    expect([status, report.ok, report.checks.length]).toEqual([0, true, 21]);
  });

  it('names file, line and reason of what was changed, and exits with 1', async () => {
    const lines = 'statements/st-1/lines.ndjson';
    const changed = new TextDecoder().decode(files.get(lines)).replace('"100.00"', '"900.00"');
    await save('changed.zip', new Map(files).set(lines, new TextEncoder().encode(changed)));
    const { status, out } = await verifier(folder, 'changed.zip');
    expect(status).toBe(1);
    expect(out).toContain(`${lines}: was changed`);
    expect(out).toContain('its amount is 100.00, but its lines sum to 900.00');
    expect(out).toMatch(/NOT VERIFIED: \d+ of 21 checks failed/);
  });

  it('exits with 1 for another key than expected, another history, and what is no pack', async () => {
    const stranger = formatVerifierKey(sample.sampleKeys('stranger').log);
    expect((await verifier(folder, 'pack.zip', '--key', stranger)).out).toContain('expected was');
    const fork = sample.sampleSeason();
    Object.assign(fork.events[0]?.data ?? {}, { name: 'another' });
    await writeFile(join(folder, 'seen.txt'), sample.sampleCheckpoint(fork));
    const forked = await verifier(folder, 'pack.zip', '--checkpoint', 'seen.txt');
    expect([forked.status, forked.out.includes('two histories')]).toEqual([1, true]);
    await writeFile(join(folder, 'garbage.zip'), 'garbage');
    const garbage = await verifier(folder, 'garbage.zip');
    expect([garbage.status, garbage.error]).toEqual([1, expect.stringContaining('not a readable ZIP')]);
  });

  it('exits with 2 when it was not asked properly', async () => {
    for (const words of [[], ['a.zip', 'b.zip'], ['--wrong'], ['pack.zip', '--key'], ['missing.zip']]) {
      const { status, error } = await verifier(folder, ...words);
      expect([words, status, error.length > 0]).toEqual([words, 2, true]);
    }
  });

  it('never lets a pack speak to the terminal in escape sequences', async () => {
    const season = sample.sampleSeason();
    Object.assign(season.events.find(({ type }) => type === 'payouts.payout-skipped.v1')?.data ?? {}, {
      payeeId: '\u001b[2Jcleo',
    });
    await save('escape.zip', sample.samplePack(season));
    const { status, out } = await verifier(folder, 'escape.zip');
    expect(status).toBe(1);
    expect(out).toContain('cleo');
    expect(out).not.toContain('\u001b');
  });

  it('has a page: one file whose policy lets nothing in but its own script and style', async () => {
    const page = await readFile(join(folder, 'verifier.html'), 'utf8');
    expect(page).toMatch(/default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'/);
    expect(page).not.toMatch(/%(CSP|STYLE|SCRIPT)%/);
    expect(page).not.toMatch(/(src|href)="?https?:/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });
});
