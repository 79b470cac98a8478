/** A type in a shape of its own: the corpus holds each at least once. */
export const shapeOf = ({ type, metadata }) => `${type}#${metadata.schemaVersion}`;

const testsIn = (events) => events.filter(({ metadata }) => metadata.actor.id === 'test').length;

/**
 * Whole streams that bring what the corpus does not have yet: for each missing shape the shortest one that fits its
 * schemas. What a test had a hand in is a witness only when there is no other.
 * @param {object[][]} logs recorded events, log by log
 * @param {Set<string>} missing shapes
 * @param {(event: object) => string[]} problemsOf
 * @returns {object[]} in the order of their logs
 */
export const chooseStreams = (logs, missing, problemsOf) => {
  const streams = logs.flatMap((events, log) =>
    [...groupBy(events)].map(([stream, own]) => ({ key: `${log} ${stream}`, own })),
  );
  const sound = streams.filter(({ own }) => own.every((event) => problemsOf(event).length === 0));
  sound.sort((a, b) => testsIn(a.own) - testsIn(b.own) || a.own.length - b.own.length);
  const chosen = new Set();
  const left = new Set(missing);
  for (const { key, own } of sound) {
    if (!own.some((event) => left.has(shapeOf(event)))) continue;
    chosen.add(key);
    for (const event of own) left.delete(shapeOf(event));
  }
  return logs.flatMap((events, log) => events.filter(({ stream }) => chosen.has(`${log} ${stream}`)));
};

const groupBy = (events) => {
  const groups = new Map();
  for (const event of events) groups.set(event.stream, [...(groups.get(event.stream) ?? []), event]);
  return groups;
};
