import { assign, type WorkerAbilities } from './assign';

const names = (count: number) => Array.from({ length: count }, (_, i) => `view-${String(i).padStart(2, '0')}`);
const worker = (id: string, can = names(7)): WorkerAbilities => ({ id, can });
const loads = (assigned: ReadonlyMap<string, string>) => {
  const counts = new Map<string, number>();
  for (const id of assigned.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return Object.fromEntries([...counts].sort());
};

describe('who runs what', () => {
  it('is one worker when there is one', () => {
    expect(loads(assign([worker('a')], new Map()))).toEqual({ a: 7 });
  });

  it('is as many for each as for any other', () => {
    expect(loads(assign([worker('a'), worker('b')], new Map()))).toEqual({ a: 4, b: 3 });
    expect(
      loads(
        assign(
          ['a', 'b', 'c'].map((id) => worker(id)),
          new Map(),
        ),
      ),
    ).toEqual({ a: 3, b: 2, c: 2 });
  });

  it('is nobody when nobody lives', () => {
    expect(assign([], new Map([['view-00', 'dead']])).size).toBe(0);
  });

  it('follows from the table, in whatever order it is read', () => {
    const owners = new Map(names(7).map((name) => [name, 'b']));
    const one = assign([worker('a'), worker('b')], owners);
    const other = assign([worker('b'), worker('a')], new Map([...owners].reverse()));
    expect([...other].sort()).toEqual([...one].sort());
  });

  it('moves no more than it must when a second worker comes', () => {
    const owners = new Map(names(7).map((name) => [name, 'b']));
    const assigned = assign([worker('a'), worker('b')], owners);
    expect(loads(assigned)).toEqual({ a: 3, b: 4 });
    // and nothing at all when it is asked again with what came of it
    expect([...assign([worker('a'), worker('b')], assigned)].sort()).toEqual([...assigned].sort());
  });

  it('gives what only one can run to that one, and what the dead held to the living', () => {
    const assigned = assign(
      [worker('old', ['view-v1', 'x']), worker('new', ['view-v2', 'x'])],
      new Map([['x', 'dead']]),
    );
    expect(assigned.get('view-v1')).toBe('old');
    expect(assigned.get('view-v2')).toBe('new');
    expect(['old', 'new']).toContain(assigned.get('x'));
  });
});
