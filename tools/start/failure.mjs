/** A reason not to go on that a person can act upon: printed as one line on stderr, without a stack; exit status 1. */
export class Failure extends Error {}

/** Prints what went wrong, a stack only for what nobody foresaw, and sets the exit status. */
export const reportFailure = (error) => {
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = 1;
};
