import type { Empty } from '@eventstore/db-client/generated/shared_pb';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';

import { features, StreamsService } from '../protocol.js';

/** The EventStoreDB version whose protocol is spoken: the last of the line that the client was made for. */
const PROTOCOL_VERSION = '23.10.0';

/** `ServerFeatures.GetSupportedMethods`: the client asks it first and uses `batchAppend` because it is named here. */
export function handleSupportedMethods(
  _call: ServerUnaryCall<Empty, SupportedMethods>,
  answer: sendUnaryData<SupportedMethods>,
): void {
  const methods = Object.values(StreamsService).map(({ path }) => {
    const [, service = '', method = ''] = path.split('/');
    // EventStoreDB answers in lower case, and clients compare so.
    return new features.SupportedMethod().setServiceName(service).setMethodName(method.toLowerCase());
  });
  answer(null, new features.SupportedMethods().setEventStoreServerVersion(PROTOCOL_VERSION).setMethodsList(methods));
}
