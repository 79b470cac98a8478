import { DomainError } from '@max/kernel';

/** News that don't fit the payout on record: nothing is changed, and a person has to look. */
export class NewsDoNotFit extends DomainError {
  readonly type = 'news-do-not-fit';
  readonly kind = 'conflict';
  constructor(expected: string, told: string) {
    super(`the payout is over ${expected}, the news is about ${told}`, { expected, told });
  }
}
