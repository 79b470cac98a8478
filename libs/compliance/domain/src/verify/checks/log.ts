import { hexOf, sameHash, verifyInclusion } from '@max/kernel';

import { describeCheckpoint, parseCheckpoint } from '../../note/checkpoint';
import { formatVerifierKey, parseVerifierKey } from '../../note/keys';
import { verifyNote } from '../../note/signed-note';
import { PACK_FILES } from '../../pack/format';
import { eventLeaf } from '../../sealing/sealed-event';
import { count, NOT_CHECKED, type Check } from '../check';

export const keysTrusted: Check = {
  name: 'keys',
  title: 'The keys are the expected ones',
  run({ keys }, findings, { trustedKeys = [] }) {
    if (!keys) return (findings.add(PACK_FILES.keys, NOT_CHECKED), '');
    const trusted = trustedKeys.flatMap(
      (vkey) => findings.attempt(`--key ${vkey}`, () => parseVerifierKey(vkey)) ?? [],
    );
    for (const [part, key] of Object.entries(keys)) {
      const expected = trusted.filter(({ type }) => type === key.type).map(formatVerifierKey);
      if (expected.length > 0 && !expected.includes(formatVerifierKey(key))) {
        findings.add(
          PACK_FILES.keys,
          `the ${part} key is ${formatVerifierKey(key)}, expected was ${expected.join(' or ')}`,
        );
      }
    }
    return trusted.length > 0
      ? `${count(trusted.length, 'expected key')} matched`
      : 'not pinned: compare the fingerprints with those that you were given elsewhere';
  },
};

export const checkpointSigned: Check = {
  name: 'checkpoint-signature',
  title: 'The head of the log is signed by the log’s key',
  run({ head, keys, manifest }, findings, { knownCheckpoints = [] }) {
    const path = PACK_FILES.checkpoint;
    if (!head || !keys || !manifest) return (findings.add(path, NOT_CHECKED), '');
    const { origin, size, root } = head.checkpoint;
    const verdict = verifyNote(head.note, keys.log);
    if (!verdict.ok) findings.add(path, verdict.reason);
    if (origin !== keys.log.name) findings.add(path, `is of log ${origin}, but the key is that of ${keys.log.name}`);
    const { checkpoint: listed } = manifest;
    if (listed.origin !== origin || listed.size !== size || listed.root !== hexOf(root)) {
      findings.add(path, `is not the head that the manifest names (${listed.size} leaves, root ${listed.root})`);
    }
    knownCheckpoints.forEach((text, i) => {
      findings.attempt(`known checkpoint ${i + 1}`, () => {
        const known = parseCheckpoint(text);
        const verified = verifyNote(known.note, keys.log);
        if (!verified.ok) throw new Error(verified.reason);
        if (known.checkpoint.size === size && !sameHash(known.checkpoint.root, root)) {
          throw new Error(`is another tree of ${size} leaves under the same signature: the log shows two histories`);
        }
      });
    });
    return describeCheckpoint(head.checkpoint);
  },
};

export const checkpointCosigned: Check = {
  name: 'checkpoint-cosignature',
  title: 'A witness with a key of its own has seen this head',
  run({ head, keys }, findings) {
    if (!head || !keys) return (findings.add(PACK_FILES.checkpoint, NOT_CHECKED), '');
    const verdict = verifyNote(head.note, keys.witness);
    if (verdict.ok) return `${keys.witness.name}, ${new Date((verdict.seconds ?? 0) * 1000).toISOString()}`;
    findings.add(PACK_FILES.checkpoint, verdict.reason);
    return '';
  },
};

export const eventsIncluded: Check = {
  name: 'log-inclusion',
  title: 'Every event stands in the signed log, at its place',
  run({ events, head }, findings) {
    if (!head) return (findings.add(PACK_FILES.events, NOT_CHECKED), '');
    if (events.length === 0) findings.add(PACK_FILES.events, 'holds no event');
    const { size, root } = head.checkpoint;
    const ids = new Set<string>();
    let previous = -1;
    for (const { event, leafIndex: index, proof, where } of events) {
      if (index <= previous) findings.add(where, `leaf ${index} comes after leaf ${previous}: out of order or twice`);
      previous = index;
      if (ids.has(event.id)) findings.add(where, `event ${event.id} stands twice`);
      ids.add(event.id);
      if (!verifyInclusion({ leaf: eventLeaf(event), index, size, root, proof })) {
        findings.add(where, `is not leaf ${index} of the log of ${size} leaves that was signed`);
      }
    }
    return `${count(events.length, 'event')} of ${size}`;
  },
};

export const streamsWhole: Check = {
  name: 'streams',
  title: 'The history of each thing is told from its first event, without a gap',
  run({ events }, findings) {
    const next = new Map<string, number>();
    for (const { event, where } of events) {
      const expected = next.get(event.stream) ?? 0;
      if (event.revision !== expected) findings.add(where, `revision ${expected} of ${event.stream} was to come here`);
      next.set(event.stream, event.revision + 1);
    }
    return count(next.size, 'stream');
  },
};
