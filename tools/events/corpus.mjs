import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync, appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const CORPUS = fileURLToPath(new URL('../../tests/fixtures/events', import.meta.url));
const sumOf = (text) => createHash('sha256').update(text).digest('hex');

const sumsIn = (folder) => `${folder}/SHA256SUMS`;

/** Its files, in the order in which they were added, with the sums that were written down then. */
const listed = (folder) =>
  (existsSync(sumsIn(folder)) ? readFileSync(sumsIn(folder), 'utf8') : '')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('  '))
    .map(([sum, name]) => ({ sum, name }));

/**
 * The frozen corpus, file by file, each a log in its order.
 * @throws Error when a file was changed, is gone, or was added past this tool
 */
export const readCorpus = (folder = CORPUS) => {
  const files = listed(folder);
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
  const strange = there.find((name) => !files.some((file) => file.name === name));
  if (strange) throw new Error(`${strange} is not in SHA256SUMS: the corpus grows by node tools/event-corpus.mjs add`);
  return files.map(({ sum, name }) => {
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    if (sumOf(text) !== sum) throw new Error(`${name} was changed: the corpus is what was recorded, and stays so`);
    return {
      name,
      events: text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    };
  });
};

/** Adds one file; none is ever changed. */
export const addToCorpus = (name, events, folder = CORPUS) => {
  const file = `${name}.jsonl`;
  if (!/^[a-z0-9.-]+$/.test(name) || existsSync(`${folder}/${file}`))
    throw new Error(`there is ${file} already, or it is no name`);
  const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  writeFileSync(`${folder}/${file}`, text);
  appendFileSync(sumsIn(folder), `${sumOf(text)}  ${file}\n`);
};
