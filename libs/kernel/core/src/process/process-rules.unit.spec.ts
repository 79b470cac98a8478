import { fold } from '../decider/decider';
import { given } from '../testing';

import { after, inboxAndOutbox, type ProcessRules } from './process-rules';

type Input = { type: 'asked' } | { type: 'answered' } | { type: 'too-late'; since: string };
const AT = '2026-11-01T00:00:00.000Z';

/** Waits ten seconds for an answer, then reminds. */
const reminder: ProcessRules<'idle' | 'waiting' | 'done', Input> = {
  initialState: 'idle',
  react: ({ id, at, input }, state) => {
    if (input.type === 'asked') return { asks: [after(at, 10_000, { type: 'too-late', since: id })] };
    if (input.type === 'answered') return { asks: [] };
    return state === 'waiting'
      ? { asks: [{ kind: 'job', queue: 'remind', data: {} }] }
      : { ignored: 'it was answered' };
  },
  evolve: (state, { input }) => (input.type === 'asked' ? 'waiting' : input.type === 'answered' ? 'done' : state),
};
const process = inboxAndOutbox('test.reminded.v1', reminder);
const told = (id: string, input: Input) => ({ id, at: AT, input });
const entry = (id: string, input: Input, asks: object[] = [], ignored: string | null = null) => ({
  type: 'test.reminded.v1' as const,
  data: { inputId: id, at: AT, input, asks: asks as never, ignored },
});
const asked = entry('1', { type: 'asked' }, [
  { kind: 'time-out', dueAt: '2026-11-01T00:00:10.000Z', input: { type: 'too-late', since: '1' } },
]);

describe('inbox and outbox of a process', () => {
  it('take an input together with what it asks for', () => {
    given(process)
      .when(told('1', { type: 'asked' }))
      .then(asked);
  });
  it('take nothing twice', () => {
    given(process, asked)
      .when(told('1', { type: 'asked' }))
      .thenNothing();
  });
  it('say why an input is ignored, once', () => {
    const late = entry('3', { type: 'too-late', since: '1' }, [], 'it was answered');
    const answered = entry('2', { type: 'answered' });
    given(process, asked, answered)
      .when(told('3', { type: 'too-late', since: '1' }))
      .then(late);
    given(process, asked, answered, late)
      .when(told('3', { type: 'too-late', since: '1' }))
      .thenNothing();
  });
  it('remember what was asked for, so that it can be sent again', () => {
    const { own, taken } = fold(process, [asked]);
    expect(own).toBe('waiting');
    expect(taken.get('1')?.asks).toEqual(asked.data.asks);
  });
  it('are not moved by what was ignored', () => {
    expect(fold(process, [entry('9', { type: 'answered' }, [], 'nobody asked')]).own).toBe('idle');
  });
});
