import { appendFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { eventLeaf, parseCheckpoint, sealedEvent, verifyNote } from '@max/compliance/domain';
import { hexOf, merkleRoot, verifyInclusion } from '@max/kernel';

import { headOver } from './sealed-head';
import { Sealer } from './sealer';
import { eventAt, FakeLog, freshFolders, sealAll } from './testing';
import { TransparencyLog } from './transparency-log';
import { HeadRefused } from './witness';

type Folders = Awaited<ReturnType<typeof freshFolders>>;

const rootOf = (log: FakeLog, size = log.events.length): string =>
  hexOf(merkleRoot(log.events.slice(0, size).map((event) => eventLeaf(sealedEvent(event)))));

describe('the sealer', () => {
  let folders: Folders;
  const open: Sealer[] = [];
  const start = (log: FakeLog, now?: () => Date): Sealer => {
    const sealer = new Sealer(log, folders, now);
    open.push(sealer);
    return sealer;
  };
  /** Seals what the log holds, signs, and closes as a worker that ends well. */
  const sealed = async (log: FakeLog) => {
    const sealer = start(log);
    await sealAll(sealer, log);
    const head = await sealer.sign();
    await sealer.close();
    return head;
  };
  beforeEach(async () => (folders = await freshFolders()));
  afterEach(async () => {
    await Promise.all(open.splice(0).map((sealer) => sealer.close()));
    await rm(dirname(folders.log), { recursive: true, force: true });
  });

  it.each([0, 1, 2, 255, 256, 257, 700])('signs the root of %i events, cosigned by the witness', async (size) => {
    const log = new FakeLog(size);
    const { note, checkpoint } = await sealed(log);
    expect([checkpoint.size, hexOf(checkpoint.root)]).toEqual([size, rootOf(log)]);
    const keys = await start(log).log.keys();
    const parsed = parseCheckpoint(note).note;
    expect(keys && [verifyNote(parsed, keys.log).ok, verifyNote(parsed, keys.witness).ok]).toEqual([true, true]);
  });

  it('proves every event of every head against it', async () => {
    const log = new FakeLog(0);
    for (const by of [3, 300, 700]) {
      log.grow(by);
      const { checkpoint } = await sealed(log);
      const proofs = await start(log).log.proofs(checkpoint.size);
      for (const event of log.events.filter((_, i) => i % 11 === 0)) {
        const found = await proofs.leafAt(event.position);
        if (!found) throw new Error('the event is not in the journal');
        const { index, leaf } = found;
        expect(hexOf(leaf)).toBe(hexOf(eventLeaf(sealedEvent(event))));
        expect(verifyInclusion({ ...checkpoint, leaf, index, proof: await proofs.inclusion(index) })).toBe(true);
      }
      expect(await proofs.leafAt(eventAt(log.events.length).position)).toBeUndefined();
      expect(await proofs.leafAt(1n)).toBeUndefined();
      await proofs.close();
    }
  });

  it('keeps every head, and the secret keys to itself', async () => {
    const log = new FakeLog(10);
    await sealed(log);
    log.grow(5);
    await sealed(log);
    expect((await readdir(join(folders.log, 'checkpoints'))).sort()).toEqual(['10', '15']);
    for (const path of [join(folders.keys, 'log.key'), join(folders.witness, 'witness.key')]) {
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    }
  });

  it('signs nothing anew when nothing is new, and once when a minute has passed', async () => {
    const log = new FakeLog(10);
    let clock = Date.UTC(2026, 0, 1);
    const sealer = start(log, () => new Date(clock));
    await sealAll(sealer, log);
    await sealer.signIfDue();
    expect(await sealer.log.head()).toBeUndefined();
    clock += 60_000;
    await sealer.signIfDue();
    const first = await sealer.log.head();
    expect(first?.checkpoint.size).toBe(10);
    clock += 600_000;
    await sealer.signIfDue();
    expect((await sealer.sign()).note).toBe(first?.note);
  });

  it('seals an event once, however often it is given', async () => {
    const log = new FakeLog(20);
    const sealer = start(log);
    await sealAll(sealer, log);
    await sealer.handle(log.events);
    await Promise.all([sealer.handle(log.events), sealer.sign(), sealer.handle(log.events)]);
    expect((await sealer.sign()).checkpoint.size).toBe(20);
  });

  it('tells who waits for a head over an event, and who waits in vain', async () => {
    const log = new FakeLog(5);
    const sealer = start(log);
    await sealer.load();
    const reader = new TransparencyLog(folders.log); // as another worker has it
    const waiting = headOver(reader, eventAt(4).position, new AbortController().signal);
    await sealAll(sealer, log);
    await sealer.sign();
    expect((await waiting).checkpoint.size).toBe(5);
    const giveUp = new AbortController();
    const inVain = headOver(reader, eventAt(9).position, giveUp.signal);
    giveUp.abort();
    await expect(inVain).rejects.toThrow('not sealed');
  });

  it('signs at the next look when evidence is asked for, and what a crash left unsigned', async () => {
    const log = new FakeLog(5);
    const sealer = start(log);
    await sealAll(sealer, log);
    await sealer.signIfDue();
    expect(await sealer.log.head()).toBeUndefined();
    log.events.push({ ...eventAt(5), type: 'compliance.evidence-pack-requested.v1' });
    await sealAll(sealer, log);
    await sealer.signIfDue();
    expect((await sealer.log.head())?.checkpoint.size).toBe(6);
    log.grow(1);
    await sealAll(sealer, log);
    await sealer.close();
    const next = start(log);
    await next.load();
    await next.signIfDue();
    expect((await next.log.head())?.checkpoint.size).toBe(7);
  });

  describe('after a crash', () => {
    const journal = () => join(folders.log, 'leaves.journal');

    it.each([
      ['in the middle of a record', () => appendFile(journal(), Buffer.alloc(17))],
      ['before the tiles were written', () => rm(join(folders.log, 'tile'), { recursive: true })],
      ['before the head was written', () => rm(join(folders.log, 'checkpoint'))],
      ['that lost sealed leaves', () => truncate(journal(), 100 * 40)],
      ['that lost everything but the events, keys and heads', () => rm(journal())],
    ])('%s it goes on to the same tree', async (_, crash) => {
      const log = new FakeLog(600);
      await sealed(log);
      await crash();
      const wiped = await readFile(join(folders.log, 'checkpoint'), 'utf8').catch(() => undefined);
      if (!wiped) log.grow(1);
      log.grow(100);
      if (_.includes('tiles')) await rm(join(folders.log, 'checkpoint')); // without tiles no head was published either
      const { checkpoint } = await sealed(log);
      expect([checkpoint.size, hexOf(checkpoint.root)]).toEqual([log.events.length, rootOf(log)]);
    });
  });

  describe('signs nothing', () => {
    const refuses = async (log: FakeLog, reason: RegExp): Promise<void> => {
      const before = await readFile(join(folders.log, 'checkpoint'), 'utf8');
      const sealer = start(log);
      await expect(sealAll(sealer, log).then(() => sealer.sign())).rejects.toThrow(reason);
      expect(await readFile(join(folders.log, 'checkpoint'), 'utf8')).toBe(before);
    };

    it('when an event was changed', async () => {
      const log = new FakeLog(50);
      await sealed(log);
      log.events[40] = eventAt(40, { n: 'another' });
      log.grow(1);
      await refuses(log, /leaf 40 is not that of the log's event there/);
    });

    it('when an event was dropped, at the end or before', async () => {
      const log = new FakeLog(50);
      await sealed(log);
      const whole = log.events;
      log.events = whole.slice(0, -1);
      await refuses(log, /50 events were sealed, the log holds fewer/);
      log.events = whole.filter((_, i) => i !== 20);
      await refuses(log, /leaf 20 is not/);
    });

    it('when the journal was lost and the log is another now', async () => {
      const log = new FakeLog(50);
      await sealed(log);
      await rm(join(folders.log, 'leaves.journal'));
      log.events[3] = eventAt(3, { n: 'another' });
      await refuses(log, /first 50 leaves do not lead to the root that was signed/);
    });

    it('when a leaf in the journal was changed, however old', async () => {
      const log = new FakeLog(600);
      await sealed(log);
      const path = join(folders.log, 'leaves.journal');
      const bytes = await readFile(path);
      bytes[5 * 40 + 20] = (bytes[5 * 40 + 20] ?? 0) ^ 1;
      await writeFile(path, bytes);
      await refuses(log, /first 600 leaves do not lead to the root/);
    });

    it('when a tile was changed', async () => {
      const log = new FakeLog(600);
      await sealed(log);
      const path = join(folders.log, 'tile/0/000');
      const bytes = await readFile(path);
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      await writeFile(path, bytes);
      log.grow(300);
      await refuses(log, /tiles of 900 leaves do not lead to their root/);
    });

    it('when the whole folder was made anew for another history: the witness remembers', async () => {
      const log = new FakeLog(50);
      await sealed(log);
      const note = await readFile(join(folders.log, 'checkpoint'), 'utf8');
      await rm(folders.log, { recursive: true });
      log.events[3] = eventAt(3, { n: 'another' });
      log.grow(10);
      const sealer = start(log);
      await sealAll(sealer, log);
      await expect(sealer.sign()).rejects.toThrow(HeadRefused);
      expect(await sealer.log.head()).toBeUndefined();
      expect(note).toContain('\n50\n');
    });

    it('when another key appears, or the log shrinks', async () => {
      const log = new FakeLog(50);
      await sealed(log);
      await rm(folders.log, { recursive: true });
      const shorter = new FakeLog(49);
      const sealer = start(shorter);
      await sealAll(sealer, shorter);
      await expect(sealer.sign()).rejects.toThrow('has shrunk from 50 to 49');
      await rm(folders.keys, { recursive: true });
      const stranger = start(log);
      await sealer.close();
      await sealAll(stranger, log);
      await expect(stranger.sign()).rejects.toThrow('another key');
    });

    it('when two sealers write at once', async () => {
      const log = new FakeLog(50);
      const [one, two] = [start(log), start(log)];
      await one.load();
      await two.load();
      await one.handle(log.events);
      await expect(two.handle(log.events)).rejects.toThrow('not the 0 that were written here');
    });
  });
});
