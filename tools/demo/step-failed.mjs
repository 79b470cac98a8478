/** A step of the demo did not come out as it must: the reason in one sentence. */
export class StepFailed extends Error {}

/** @throws StepFailed with the reason when the condition does not hold */
export const expect = (holds, reason) => {
  if (!holds) throw new StepFailed(reason);
};
