/**
 * EventStoreDB's own message and service definitions, as its client package generated them. They are CommonJS whose
 * exports Node can't name, hence `require`.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const GENERATED = '@eventstore/db-client/generated';

export const streams: typeof import('@eventstore/db-client/generated/streams_pb') = require(`${GENERATED}/streams_pb`);
export const shared: typeof import('@eventstore/db-client/generated/shared_pb') = require(`${GENERATED}/shared_pb`);
export const rpcStatus: typeof import('@eventstore/db-client/generated/status_pb') = require(`${GENERATED}/status_pb`);
export const rpcCode: typeof import('@eventstore/db-client/generated/code_pb') = require(`${GENERATED}/code_pb`);
export const features: typeof import('@eventstore/db-client/generated/serverfeatures_pb') = require(
  `${GENERATED}/serverfeatures_pb`,
);
export const emptyPb: typeof import('google-protobuf/google/protobuf/empty_pb') = require('google-protobuf/google/protobuf/empty_pb.js');
export const anyPb: typeof import('google-protobuf/google/protobuf/any_pb') = require('google-protobuf/google/protobuf/any_pb.js');

const services = <T>(file: string): T => require(`${GENERATED}/${file}_grpc_pb`);

export const { StreamsService } = services<typeof import('@eventstore/db-client/generated/streams_grpc_pb')>('streams');
export const { ServerFeaturesService } =
  services<typeof import('@eventstore/db-client/generated/serverfeatures_grpc_pb')>('serverfeatures');
export const { PersistentSubscriptionsService } =
  services<typeof import('@eventstore/db-client/generated/persistent_grpc_pb')>('persistent');
export const { ProjectionsService } =
  services<typeof import('@eventstore/db-client/generated/projections_grpc_pb')>('projections');
export const { UsersService } = services<typeof import('@eventstore/db-client/generated/users_grpc_pb')>('users');
export const { OperationsService } =
  services<typeof import('@eventstore/db-client/generated/operations_grpc_pb')>('operations');
export const { MonitoringService } =
  services<typeof import('@eventstore/db-client/generated/monitoring_grpc_pb')>('monitoring');
export const { GossipService } = services<typeof import('@eventstore/db-client/generated/gossip_grpc_pb')>('gossip');
