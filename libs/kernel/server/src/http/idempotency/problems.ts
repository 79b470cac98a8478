import { problem, ProblemError } from '../problem-of';

export const badKey = (): ProblemError =>
  new ProblemError(problem(400, 'Idempotency-Key must be 1 to 255 printable ASCII characters', 'bad-idempotency-key'));

export const keyReused = (): ProblemError =>
  new ProblemError(
    problem(422, 'this Idempotency-Key was used for a different request; make a new one', 'idempotency-key-reused'),
  );

/** @param seconds after which asking again makes sense */
export const keyInUse = (seconds: number): ProblemError =>
  new ProblemError(
    problem(409, 'the first request with this Idempotency-Key is still running', 'idempotency-key-in-use'),
    seconds,
  );
