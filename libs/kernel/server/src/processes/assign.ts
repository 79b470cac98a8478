/** A worker that is alive, and what it can run: during an update not all know the same. */
export interface WorkerAbilities {
  readonly id: string;
  readonly can: readonly string[];
}

/**
 * Who is to run what: as many for each as for any other, with as little moved as possible. It follows from its arguments
 * alone, so that workers that see the same come to the same result without talking.
 */
export const assign = (
  workers: readonly WorkerAbilities[],
  owners: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> => {
  const names = [...new Set(workers.flatMap(({ can }) => can))].sort();
  const most = Math.ceil(names.length / Math.max(workers.length, 1));
  const load = new Map([...workers].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id }) => [id, 0]));
  const able = new Map(workers.map(({ id, can }) => [id, new Set(can)]));
  const assigned = new Map<string, string>();
  const give = (name: string, id: string) => {
    assigned.set(name, id);
    load.set(id, (load.get(id) ?? 0) + 1);
  };
  for (const name of names) {
    const owner = owners.get(name);
    if (owner !== undefined && able.get(owner)?.has(name) && (load.get(owner) ?? 0) < most) give(name, owner);
  }
  for (const name of names.filter((one) => !assigned.has(one))) {
    const [least] = [...load].filter(([id]) => able.get(id)?.has(name)).sort(([, a], [, b]) => a - b);
    if (least) give(name, least[0]);
  }
  return assigned;
};
