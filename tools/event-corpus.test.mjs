import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { chooseStreams } from './events/choose.mjs';
import { addToCorpus, readCorpus } from './events/corpus.mjs';
import { eventValidator } from './events/validator.mjs';

const event = (stream, type, actor = 'somebody') => ({
  stream,
  type,
  data: {},
  metadata: { actor: { id: actor }, schemaVersion: 1 },
});

describe('the frozen corpus', () => {
  const folders = [];
  const folder = () => {
    folders.push(mkdtempSync(join(tmpdir(), 'corpus-')));
    return folders.at(-1);
  };
  after(() => folders.forEach((path) => rmSync(path, { recursive: true })));

  it('holds nothing that does not fit docs/events, and no personal data in plain but what is owned up to', () => {
    const problemsOf = eventValidator();
    const events = readCorpus().flatMap((file) => file.events);
    assert.ok(events.length >= 569);
    assert.deepEqual(events.flatMap(problemsOf), []);
    const text = events.map((one) => JSON.stringify(one)).join('\n');
    assert.doesNotMatch(text, /[\w.+-]+@[\w-]+\.[a-z]{2,}/i, 'an address');
    assert.doesNotMatch(text, /\b\d{1,3}(\.\d{1,3}){3}\b/, 'an IP address');
  });

  it('grows by files and refuses a change of one', () => {
    const path = folder();
    const first = [event('a-1', 'a.done.v1')];
    addToCorpus('0.1.0-first', first, path);
    addToCorpus('0.2.0-more', [event('b-1', 'b.done.v1')], path);
    assert.deepEqual(
      readCorpus(path).map(({ name, events }) => [name, events.length]),
      [
        ['0.1.0-first.jsonl', 1],
        ['0.2.0-more.jsonl', 1],
      ],
    );
    assert.throws(() => addToCorpus('0.1.0-first', first, path), /already/);
    appendFileSync(join(path, '0.1.0-first.jsonl'), ' ');
    assert.throws(() => readCorpus(path), /0\.1\.0-first\.jsonl was changed/);
  });

  it('refuses a file that was slipped in, and one that is gone', () => {
    const path = folder();
    writeFileSync(join(path, 'slipped-in.jsonl'), '{}\n');
    assert.throws(() => readCorpus(path), /slipped-in\.jsonl is not in SHA256SUMS/);
    const other = folder();
    addToCorpus('gone', [event('a-1', 'a.done.v1')], other);
    rmSync(join(other, 'gone.jsonl'));
    assert.throws(() => readCorpus(other), /ENOENT/);
  });

  it('takes whole streams: the shortest sound one that brings something, made by the product if there is one', () => {
    const logs = [
      [
        event('a-1', 'a.begun.v1'),
        event('a-2', 'a.begun.v1', 'test'),
        event('a-1', 'a.ended.v1'),
        event('a-2', 'a.ended.v1'),
      ],
      [
        event('a-3', 'a.begun.v1'),
        event('a-3', 'a.changed.v1'),
        event('a-3', 'a.ended.v1'),
        event('b-1', 'b.begun.v1', 'test'),
      ],
      [event('c-1', 'c.begun.v1')],
    ];
    const missing = new Set(['a.ended.v1#1', 'b.begun.v1#1', 'c.begun.v1#1']);
    const unsound = ({ type }) => (type.startsWith('c.') ? ['does not fit'] : []);
    const chosen = chooseStreams(logs, missing, unsound).map(({ stream, type }) => `${stream} ${type}`);
    assert.deepEqual(chosen, ['a-1 a.begun.v1', 'a-1 a.ended.v1', 'b-1 b.begun.v1']);
  });
});
