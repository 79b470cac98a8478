import { DomainError, type Decider, type DomainEvent } from '../index';

import { given } from './index';

class Closed extends DomainError {
  readonly type = 'closed';
  readonly kind = 'conflict';
  constructor() {
    super('it is closed');
  }
}
type Event = DomainEvent<'opened', { by: string }> | DomainEvent<'closed', { by: string }>;
const door: Decider<'open' | 'closed', 'open' | 'close' | 'paint', Event> = {
  initialState: 'closed',
  decide: (command, state) => {
    if (command === 'paint' && state === 'closed') throw new Closed();
    return command === 'open' && state === 'closed' ? [{ type: 'opened', data: { by: 'ann' } }] : [];
  },
  evolve: (_state, event) => (event.type === 'opened' ? 'open' : 'closed'),
};

describe('given/when/then', () => {
  it('passes for what was decided', () => {
    given(door)
      .when('open')
      .then({ type: 'opened', data: { by: 'ann' } });
    given(door, { type: 'opened', data: { by: 'ann' } })
      .when('open')
      .thenNothing();
    given(door).when('paint').thenRefused(Closed);
  });

  it('fails for anything else', () => {
    expect(() => given(door).when('open').thenNothing()).toThrow('expected []');
    expect(() =>
      given(door)
        .when('open')
        .then({ type: 'opened', data: { by: 'bob' } }),
    ).toThrow('bob');
    expect(() => given(door).when('open').thenRefused(Closed)).toThrow('expected Closed');
    expect(() => given(door).when('paint').thenRefused(RangeError)).toThrow(Closed);
  });
});
