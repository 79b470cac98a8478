import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { repositoryFiles, root } from './workspace.mjs';

const LONGEST = 300;

/** Longer than a person would read, and why that is right. */
const EXCEPTIONS = [
  [/^package-lock\.json$/, 'written by npm'],
  [/^docs\/openapi\.json$/, 'generated from the controllers'],
  [/^docs\/events\//, 'generated from the event types'],
  [/^libs\/web\/src\/api\/schema\.ts$/, 'generated from the OpenAPI document'],
  [/^tests\/fixtures\//, 'recorded data'],
  [/(^|\/)fixtures\//, 'recorded data'],
];

const TEXT = /\.(ts|mts|cts|js|mjs|cjs|html|css|scss|json|md|ya?ml|sh|sql|csv|tsv)$/;
const read = (path) => readFileSync(`${root}/${path}`, 'utf8');
const files = repositoryFiles().filter((path) => TEXT.test(path) && existsSync(`${root}/${path}`));

describe('files', () => {
  it(`none that is made to be read is longer than ${LONGEST} lines`, () => {
    const long = files
      .filter((path) => !EXCEPTIONS.some(([pattern]) => pattern.test(path)))
      .map((path) => [path, read(path).trimEnd().split('\n').length])
      .filter(([, lines]) => lines > LONGEST);
    assert.deepEqual(long, []);
  });

  it('are named in kebab-case', () => {
    const odd = files.filter((path) => /^(apps|libs|tools|tests)\//.test(path) && /[A-Z ]/.test(path));
    assert.deepEqual(
      odd.filter((path) => !/(README\.md|\/fixtures\/)/.test(path)),
      [],
    );
  });

  it('have names of the field, not of a pattern', () => {
    const vague = /(^|[/.-])(services?|managers?|helpers?|utils?)[.-]/;
    assert.deepEqual(
      files.filter((path) => vague.test(path)),
      [],
    );
  });
});
