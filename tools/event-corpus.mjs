// The frozen corpus of events in tests/fixtures/events: what Max Booster wrote once and must read for ever.
import { addToCorpus, readCorpus } from './events/corpus.mjs';
import { chooseStreams, shapeOf } from './events/choose.mjs';
import { eventsOf } from './events/log.mjs';
import { readManifests } from './events/manifests.mjs';
import { eventValidator } from './events/validator.mjs';

const HELP = `node tools/event-corpus.mjs check <log>…        every event of the logs against docs/events
node tools/event-corpus.mjs add <name> <log>…    whole streams with what the corpus does not have yet, as <name>.jsonl
node tools/event-corpus.mjs add-all <name> <log> all of one log
node tools/event-corpus.mjs missing              which types the corpus does not have

A log is esdb://… or a file of JSON lines, such as MAX_RECORD_EVENTS=<folder> makes tests write.`;

const root = new URL('..', import.meta.url).pathname;
const [command, ...args] = process.argv.slice(2);
const problemsOf = eventValidator();

const read = async (source) => {
  const events = [];
  for await (const event of eventsOf(source)) events.push(event);
  return events;
};

const missingShapes = async () => {
  const declared = (await readManifests(root)).flatMap(({ types }) =>
    Object.entries(types).map(([type, { schemaVersion = 1 }]) => shapeOf({ type, metadata: { schemaVersion } })),
  );
  const there = new Set(readCorpus().flatMap(({ events }) => events.map(shapeOf)));
  return new Set(declared.filter((shape) => !there.has(shape)));
};

const COMMANDS = {
  check: async (...sources) => {
    const types = new Set();
    let [checked, wrong] = [0, 0];
    for (const source of sources)
      for await (const event of eventsOf(source)) {
        const problems = problemsOf(event);
        if (problems.length > 0) console.error(`${event.stream}@${event.revision}: ${problems.join('; ')}`);
        wrong += problems.length > 0 ? 1 : 0;
        checked += 1;
        types.add(event.type);
      }
    console.log(`${checked} events of ${types.size} types checked, ${wrong} are not as docs/events says`);
    process.exitCode = wrong === 0 && checked > 0 ? 0 : 1;
  },
  add: async (name, ...sources) => {
    const logs = await Promise.all(sources.map(read));
    const chosen = chooseStreams(logs, await missingShapes(), problemsOf);
    if (chosen.length > 0) addToCorpus(name, chosen);
    console.log(
      `${chosen.length} events added; still missing: ${[...(await missingShapes())].join(', ') || 'nothing'}`,
    );
  },
  'add-all': async (name, source) => {
    const events = await read(source);
    const wrong = events.find((event) => problemsOf(event).length > 0);
    if (wrong) throw new Error(`${wrong.stream}@${wrong.revision}: ${problemsOf(wrong).join('; ')}`);
    addToCorpus(name, events);
    console.log(`${events.length} events added`);
  },
  missing: async () => console.log([...(await missingShapes())].join('\n') || 'nothing'),
};

if (Object.hasOwn(COMMANDS, command ?? '')) await COMMANDS[command](...args);
else {
  console.log(HELP);
  process.exitCode = command === undefined ? 0 : 1;
}
