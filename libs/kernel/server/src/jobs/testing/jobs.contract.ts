import { addingContract } from './contract/adding';
import { endingContract } from './contract/ending';
import { failingContract } from './contract/failing';
import { otherProcessContract } from './contract/other-process';
import { sharingContract } from './contract/sharing';
import { exhaustingContract } from './contract/exhausting';
import { limitingContract } from './contract/limiting';
import { pausingContract } from './contract/pausing';
import { repeatingContract } from './contract/repeating';
import { watchingContract } from './contract/watching';
import { JobsUnderTest, type Connection } from './jobs-under-test';

/** What every adapter of the `Jobs` port must do. `connect` is called once, `disconnect` at the end. */
export const jobsContract = (connect: () => Promise<Connection>, disconnect: () => Promise<void>): void => {
  const under = new JobsUnderTest();
  beforeAll(async () => void (under.connection = await connect()));
  afterAll(() => disconnect());
  beforeEach(() => under.begin());
  afterEach(() => under.end());

  addingContract(under);
  failingContract(under);
  sharingContract(under);
  endingContract(under);
  exhaustingContract(under);
  limitingContract(under);
  pausingContract(under);
  repeatingContract(under);
  watchingContract(under);
  otherProcessContract(under);
};
