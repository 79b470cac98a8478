import { isUnreachable, untilReachable } from './reachable';

const error = (name: string, fields: object, message = 'as the server says'): Error =>
  Object.assign(new Error(message), { name, ...fields });

describe('whether a store could not be reached', () => {
  it.each([
    ['a node that is gone', error('UnavailableError', { type: 'unavailable', code: 14 })],
    ['a node that is no longer the leader', error('NotLeaderError', { type: 'not-leader' })],
    ['an append that the cluster has not committed in time', error('TimeoutError', { type: 'timeout' })],
    ['a call past its deadline', error('DeadlineExceededError', { type: 'deadline-exceeded', code: 4 })],
    ['no member to be found', error('Error', {}, 'Failed to discover after 10 attempts.')],
    ['a socket that broke', error('MongoNetworkError', {})],
    ['a primary that stepped down', error('MongoServerError', { code: 189 })],
    ['a member that is no primary', error('MongoServerError', { code: 10_107 })],
    ['a bulk write that met a stepdown', error('MongoBulkWriteError', { code: 11_602 })],
    ['a majority that did not confirm in time', error('MongoWriteConcernError', { code: 64 })],
  ])('%s: yes', (_, thrown) => expect(isUnreachable(thrown)).toBe(true));

  it.each([
    ['a duplicate key', error('MongoServerError', { code: 11_000 })],
    ['a wrong type, whose number is UNAVAILABLE elsewhere', error('MongoServerError', { code: 14 })],
    ['a refusal that speaks of time', error('MongoServerError', { code: 2 }, 'maxTimeMS: the cursor timed out')],
    ['a stream that has moved on', error('WrongExpectedVersionError', { type: 'wrong-expected-version', code: 9 })],
    ['an event that is too big', error('MaxAppendSizeExceededError', { type: 'maximum-append-size-exceeded' })],
    ['no right to it', error('AccessDeniedError', { type: 'access-denied', code: 7 })],
    ['a bug', new TypeError('undefined is not a function')],
    ['something that is no error', 'unavailable'],
  ])('%s: no', (_, thrown) => expect(isUnreachable(thrown)).toBe(false));

  it('tries again until it is there, and passes a refusal on at once', async () => {
    let calls = 0;
    const signal = new AbortController().signal;
    const elected = async (): Promise<number> => {
      calls += 1;
      if (calls < 4) throw error('NotLeaderError', { type: 'not-leader' });
      return calls;
    };
    await expect(untilReachable(signal, elected)).resolves.toBe(4);
    const refuse = counted(() => error('AccessDeniedError', { type: 'access-denied' }));
    await expect(untilReachable(signal, refuse.attempt)).rejects.toThrow('as the server says');
    expect(refuse.calls()).toBe(1);
  });
});

const counted = (make: () => Error) => {
  let calls = 0;
  const attempt = async (): Promise<never> => {
    calls += 1;
    throw make();
  };
  return { attempt, calls: () => calls };
};
