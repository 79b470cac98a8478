import { status } from '@grpc/grpc-js';

/** A write is refused because the disk has no room: gRPC's RESOURCE_EXHAUSTED. Nothing was written. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
  readonly code = status.RESOURCE_EXHAUSTED;

  constructor(readonly details: string) {
    super(details);
  }
}
