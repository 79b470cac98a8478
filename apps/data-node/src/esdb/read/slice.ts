/**
 * A reader answers one slice after the other, each short enough that other calls get their turn in between. `end`
 * says that nothing more was there to read when the slice was taken.
 */
export interface Slice {
  readonly messages: readonly Buffer[];
  readonly end: boolean;
}

export interface SliceReader {
  next(): Slice;
}

/** A slice ends after this many examined events … */
export const SLICE_EVENTS = 256;

/** … or this many bytes of messages, whichever comes first: what a reader that stands still keeps in memory. */
export const SLICE_BYTES = 32 * 1024;
