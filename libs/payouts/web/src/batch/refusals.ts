import { problemKind, type Problem } from '@max/web';

const WORDS: Readonly<Record<string, { title: string; detail: string }>> = {
  'maker-is-checker': {
    title: 'Someone else must approve this batch',
    detail: 'You made it. Four eyes are needed: the person who makes a batch never approves it, whatever their role.',
  },
  'content-changed': {
    title: 'The batch has changed since you looked at it',
    detail: 'What you were about to approve is not what is there now. It has been loaded anew: check it, then decide.',
  },
  'not-submitted': {
    title: 'This batch is not waiting for approval',
    detail: 'Somebody may have decided on it already. It has been loaded anew.',
  },
};

const BECAUSE: Readonly<Record<string, string>> = {
  'maker-is-checker': 'made it, so could not approve it',
  'content-changed': 'approved something else than what was there',
  'not-submitted': 'tried to approve what was not submitted',
};

/** A refused approval in the record, after the name of who tried. */
export const refusedBecause = (because: string): string => BECAUSE[because] ?? `could not approve it (${because})`;

/** What the server refused, in words that tell what to do now. */
export const refusalInWords = (problem: Problem): Problem => ({ ...problem, ...WORDS[problemKind(problem)] });
