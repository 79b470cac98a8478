import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from '@playwright/test';
import { zipSync } from 'fflate';

import { formatVerifierKey, sample } from '@max/compliance/domain';

const root = resolve(import.meta.dirname, '../../..');
const executablePath = process.env['CHROMIUM'];

if (!executablePath) {
  it.skip('the verifier’s page in a browser (CHROMIUM names none)', () => undefined);
} else {
  describe('the verifier’s page, opened from a disk', () => {
    let folder: string;
    let browser: Browser;
    let page: Page;
    const complaints: string[] = [];
    const files = sample.samplePack(sample.sampleSeason());

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'verifier-page-'));
      const env = { ...process.env, NODE_OPTIONS: '' };
      await promisify(execFile)(process.execPath, ['tools/build-verifier.mjs', folder], { cwd: root, env });
      await writeFile(join(folder, 'pack.zip'), zipSync(Object.fromEntries(files)));
      const lines = new TextDecoder().decode(files.get('lines.csv')).replace('100.00', '900.00');
      const changed = new Map(files).set('lines.csv', new TextEncoder().encode(lines));
      await writeFile(join(folder, 'changed.zip'), zipSync(Object.fromEntries(changed)));
      // no name but this machine's can be looked up: a page that asked for one would fail
      const args = ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
      browser = await chromium.launch({ executablePath, args });
      page = await browser.newPage();
      page.on('console', (message) => complaints.push(message.text()));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) complaints.push(request.url());
      });
      await page.goto(pathToFileURL(join(folder, 'verifier.html')).href);
    }, 120_000);
    afterAll(async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    });

    const verdictOn = async (pack: string): Promise<string> => {
      await page.locator('#file').setInputFiles(join(folder, pack));
      const verdict = page.locator('#verdict.good, #verdict.bad');
      await verdict.getByText(pack).waitFor();
      return verdict.innerText();
    };

    it('verifies an honest pack and shows whose keys signed', async () => {
      expect(await verdictOn('pack.zip')).toContain('is verified: everything holds');
      expect(await page.locator('dl').innerText()).toContain(formatVerifierKey(sample.sampleKeys().witness));
      expect(await page.locator('tbody tr').count()).toBe(3);
    });

    it('says of a changed one what is wrong, first of all', async () => {
      expect(await verdictOn('changed.zip')).toContain('is not verified: 2 of 21 checks failed');
      expect(await page.locator('.checks > li').first().innerText()).toContain('lines.csv: was changed');
    });

    it('holds a pack against the keys that were expected', async () => {
      await page.locator('summary').click();
      await page.locator('#keys').fill(formatVerifierKey(sample.sampleKeys('stranger').log));
      expect(await verdictOn('pack.zip')).toContain('1 of 21 checks failed');
    });

    it('sends nothing, breaks no policy of its own, and names every part for a screen reader', async () => {
      expect(complaints).toEqual([]);
      const unnamed = await page.evaluate(
        "[...document.querySelectorAll('input, textarea')].filter((field) => field.labels.length === 0).length",
      );
      expect(unnamed).toBe(0);
    });
  });
}
