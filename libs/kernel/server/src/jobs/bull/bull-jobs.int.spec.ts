import { jobsContract } from '../testing/jobs.contract';
import { redisIsHere, startRedis, type RedisForTests } from '../testing/redis-server';

if (redisIsHere) {
  describe('bull jobs on Redis', () => {
    let redis: RedisForTests;
    jobsContract(
      async () => {
        redis = await startRedis();
        return { redis: redis.url, folder: '' };
      },
      () => redis.stop(),
    );
  });
} else {
  test.skip('bull jobs on Redis (no redis-server on this machine, and MAX_TEST_REDIS is not set)', () => {});
}
