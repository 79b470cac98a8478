import type { FailedJob } from '../jobs';

import type { JobRecord } from './record';

export const failedJob = ({ id, data, error, at }: JobRecord): FailedJob => ({
  id,
  data,
  error,
  failedAt: new Date(at),
});
