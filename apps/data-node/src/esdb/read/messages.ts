import { shared, streams } from '../protocol.js';

const { ReadResp } = streams;

type Message = InstanceType<typeof ReadResp>;
const bytes = (message: Message): Buffer => Buffer.from(message.serializeBinary());

export const confirmationMessage = (subscriptionId: string): Buffer =>
  bytes(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId)));

export const checkpointMessage = (position: number): Buffer =>
  bytes(
    new ReadResp().setCheckpoint(
      new ReadResp.Checkpoint().setCommitPosition(`${position}`).setPreparePosition(`${position}`),
    ),
  );

export const streamNotFoundMessage = (stream: string): Buffer =>
  bytes(
    new ReadResp().setStreamNotFound(
      new ReadResp.StreamNotFound().setStreamIdentifier(
        new shared.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8').toString('base64')),
      ),
    ),
  );

export const caughtUpMessage = (): Buffer => bytes(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));

export const fellBehindMessage = (): Buffer => bytes(new ReadResp().setFellBehind(new ReadResp.FellBehind()));
