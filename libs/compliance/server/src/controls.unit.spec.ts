import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { sample, verifyPack } from '@max/compliance/domain';

interface EvidenceMap {
  sources: { id: string }[];
  statuses: string[];
  controls: {
    source: string;
    id: string;
    status: string;
    gap?: string;
    events: string[];
    queries: string[];
    verifier: string[];
  }[];
}

const root = resolve(import.meta.dirname, '../../../..');
const map = JSON.parse(readFileSync(join(root, 'compliance/controls/evidence-map.json'), 'utf8')) as EvidenceMap;

/** The contracts of all contexts, as text: an event type that none of them declares is evidence of nothing. */
const contracts = readdirSync(join(root, 'libs'))
  .map((context) => join(root, 'libs', context, 'contracts/src/events.ts'))
  .flatMap((path) => {
    try {
      return [readFileSync(path, 'utf8')];
    } catch {
      return []; // the kernel and the shared web parts have none
    }
  })
  .join('\n');

describe('the map from controls to evidence', () => {
  const checks = verifyPack(sample.samplePack(sample.sampleSeason())).checks.map(({ name }) => name);

  it.each(map.controls.map((control) => [`${control.source} ${control.id}`, control] as const))(
    '%s names sources, events and checks that there are, and its gap unless it is evidenced',
    (_, { source, status, gap, events, verifier }) => {
      expect(map.sources.map(({ id }) => id)).toContain(source);
      expect(map.statuses).toContain(status);
      expect(gap === undefined).toBe(status === 'evidenced');
      for (const type of events) expect(contracts).toContain(`'${type}'`);
      for (const check of verifier) expect(checks).toContain(check);
    },
  );
});
