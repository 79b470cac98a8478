// What the processes tell of themselves at /metrics (Prometheus text).

/** @returns {Promise<{name: string, labels: Record<string, string>, value: number}[]>} none when it does not answer */
const scrape = async (url) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  if (!response?.ok) return [];
  const lines = (await response.text()).split('\n');
  return lines.flatMap((line) => {
    const [, name, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (!name) return [];
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key, text]);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });
};

const sumOf = (figures, name, wanted = {}) =>
  figures
    .filter((one) => one.name === name && Object.entries(wanted).every(([key, value]) => one.labels[key] === value))
    .reduce((sum, { value }) => sum + value, 0);

/** @param {Record<string, string>} urls /metrics by process */
export const figuresOf = (urls) => {
  const all = async () =>
    Object.fromEntries(await Promise.all(Object.entries(urls).map(async ([name, url]) => [name, await scrape(url)])));
  return {
    /** Since the processes started. `failedTries` are tries of jobs that threw; `failed` are jobs without a try left. */
    totals: async () => {
      const figures = Object.values(await all()).flat();
      return {
        events: sumOf(figures, 'max_appended_events_total'),
        jobs: {
          done: sumOf(figures, 'max_job_seconds_count', { result: 'done' }),
          failedTries: sumOf(figures, 'max_job_seconds_count', { result: 'failed' }),
          ...Object.fromEntries(
            ['waiting', 'delayed', 'active', 'failed'].map((state) => [state, sumOf(figures, 'max_jobs', { state })]),
          ),
        },
      };
    },
  };
};
