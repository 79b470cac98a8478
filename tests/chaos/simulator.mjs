import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** All transfers that the payment provider has carried out, asked from itself. */
export const transfersAtProvider = async (dataDir) => {
  const { ports } = read(join(dataDir, 'run.json'));
  const { stripeApiKey } = read(join(dataDir, 'secrets.json'));
  const found = [];
  for (let after = ''; ;) {
    const response = await fetch(`http://127.0.0.1:${ports.stripe}/v1/transfers?limit=100${after}`, {
      headers: { authorization: `Bearer ${stripeApiKey}` },
    });
    const page = await response.json();
    if (!response.ok) throw new Error(`the provider answers ${response.status}: ${JSON.stringify(page)}`);
    found.push(...page.data);
    if (!page.has_more) return found;
    after = `&starting_after=${page.data.at(-1).id}`;
  }
};
