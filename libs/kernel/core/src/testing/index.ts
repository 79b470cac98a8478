import { fold, type Decider, type DomainEvent } from '../decider/decider';

/**
 * Reads like the domain: `given(decider, submitted).when(approve).then(approved)`.
 * Events are compared as plain JSON, so that a test sees what the store would.
 */
export const given = <State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  ...history: Event[]
) => ({
  when: (command: Command) => {
    const decide = (): Event[] => decider.decide(command, fold(decider, history));
    return {
      then: (...expected: Event[]): void => same(decide(), expected),
      thenNothing: (): void => same(decide(), []),
      thenRefused: (refusal: abstract new (...args: never[]) => Error): void => {
        let made: Event[];
        try {
          made = decide();
        } catch (error) {
          if (error instanceof refusal) return;
          throw error;
        }
        throw new Error(`expected ${refusal.name}, but the decision was ${JSON.stringify(made, null, 2)}`);
      },
    };
  },
});

function same(actual: unknown, expected: unknown): void {
  const text = (value: unknown) => JSON.stringify(value, null, 2);
  if (text(actual) !== text(expected)) throw new Error(`expected ${text(expected)}\nbut got ${text(actual)}`);
}
