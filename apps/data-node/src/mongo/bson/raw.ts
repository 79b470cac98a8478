import { onDemand } from 'bson';

import { encode } from './values.js';

const OBJECT = 3;

/** The elements of the object in the field `name`, without its length and end; undefined if it isn't an object. */
export const elementsOf = (bytes: Uint8Array, name: string): Buffer | undefined => {
  for (const [type, nameAt, nameLength, at, length] of onDemand.parseToElements(bytes)) {
    if (type !== OBJECT || nameLength !== name.length) continue;
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (buffer.toString('latin1', nameAt, nameAt + nameLength) === name)
      return buffer.subarray(at + 4, at + length - 1);
  }
  return undefined;
};

/** The document with this `_id` in front of elements as they came: nothing is encoded that was BSON already. */
export const withId = (id: unknown, elements: Uint8Array): Buffer => {
  const only = encode({ _id: id });
  const size = only.length + elements.length;
  const bytes = Buffer.allocUnsafe(size);
  bytes.writeInt32LE(size, 0);
  bytes.set(only.subarray(4, -1), 4);
  bytes.set(elements, only.length - 1);
  bytes[size - 1] = 0;
  return bytes;
};
