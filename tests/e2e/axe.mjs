import { createRequire } from 'node:module';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe has against the page as it stands (WCAG 2.2 A and AA): `rule: where`. */
export const accessibilityFaults = async (page) => {
  // by evaluate, not by a script tag: the page's Content-Security-Policy allows none
  await page.evaluate(await (await import('node:fs/promises')).readFile(axePath, 'utf8'));
  const { violations } = await page.evaluate((runOnly) => globalThis.axe.run({ runOnly }), RULES);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
};
