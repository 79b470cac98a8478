import { NotFoundException, ServiceUnavailableException } from '@nestjs/common';

import { ConcurrencyConflict } from '../commands/decisions';
import { RevisionConflict } from '../event-store/event-store';

import { problemOf, ProblemError } from './problem-of';

describe('a problem document', () => {
  it.each([new ConcurrencyConflict('payee-1', 7), new RevisionConflict('payee-1', 3, 7)])(
    'of a conflict has the revision that there is now: %s',
    (error) => {
      expect(problemOf(error)).toEqual({
        kind: 'foreseen',
        problem: expect.objectContaining({ type: 'concurrency-conflict', status: 409, stream: 'payee-1', revision: 7 }),
      });
    },
  );

  it('of a conflict with nothing has no revision', () => {
    expect(problemOf(new RevisionConflict('payee-1', 3, null)).problem).toMatchObject({ status: 409, revision: null });
  });

  it('of a fault tells nothing of it', () => {
    const { problem, kind } = problemOf(new TypeError('the IBAN DE89370400440532013000 is odd'));
    expect([kind, problem.status, problem.type]).toEqual(['fault', 500, 'internal-error']);
    expect(JSON.stringify(problem)).not.toContain('IBAN');
  });

  it('of a store that can not be reached asks to come back', () => {
    const lost = Object.assign(new Error('14 UNAVAILABLE: no connection to 10.1.2.3'), { code: 14 });
    const { problem, kind } = problemOf(lost);
    expect([kind, problem.status, problem.type]).toEqual(['unreachable', 503, 'temporarily-unavailable']);
    expect(problem.detail).not.toContain('10.1.2.3');
  });

  it('of an outage that the code names keeps its name and its status', () => {
    const error = new ServiceUnavailableException({ type: 'payment-provider-unavailable', message: 'try again' });
    expect(problemOf(error)).toMatchObject({
      kind: 'foreseen',
      problem: { type: 'payment-provider-unavailable', status: 503 },
    });
    expect(problemOf(new ServiceUnavailableException()).problem.status).toBe(503);
  });

  it('of what is not there, and one that was kept, are themselves', () => {
    expect(problemOf(new NotFoundException('gone')).problem).toMatchObject({ type: 'not-found', status: 404 });
    const kept = { type: 'x', title: 'X', status: 422, detail: 'y', extra: 1 };
    expect(problemOf(new ProblemError(kept)).problem).toBe(kept);
  });
});
