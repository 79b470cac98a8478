import type { DomainEvent } from '../decider/decider';

/** The data of one member of a union of events. */
export type DataOf<Event extends DomainEvent, Type extends Event['type']> = Extract<Event, DomainEvent<Type>>['data'];

/**
 * How an event was stored once, and the pure function that makes of its data what the next shape holds (the last one:
 * what it holds today). `type` is given when the event had another name then, such as `….v1` of what is `….v2` today.
 */
export interface EarlierShape {
  readonly type?: string;
  readonly schemaVersion: number;
  readonly upcast: (data: object) => object;
}

/** An earlier shape with the types that its upcaster was written for: `earlierShape<BookedV1, BookedV2>(…)`. */
export const earlierShape = <Before extends object, After extends object>(shape: {
  type?: string;
  schemaVersion: number;
  upcast: (data: Before) => After;
}): EarlierShape => ({
  ...shape,
  // the store holds under this type and version nothing but what was written as `Before`
  upcast: (data) => shape.upcast(data as Before),
});

/** Dotted places in an event's data; `lines.amount` is the amount of every line. */
export type PathIn<Data> = Data extends string | number | boolean | null
  ? never
  : Data extends readonly (infer Item)[]
    ? PathIn<Item>
    : { [Key in keyof Data & string]: Key | `${Key}.${PathIn<Data[Key]> & string}` }[keyof Data & string];

/** One event type as the context that writes it declares it. */
export interface EventDeclaration<Path extends string = string> {
  /** What has happened, in one sentence for the index of all events. */
  readonly says: string;
  /** The stream that it is written to: `statement-<statementId>`. */
  readonly stream: string;
  /** The version of Max Booster that wrote it first. */
  readonly since: string;
  /** Grows with every change of the data's shape under the same type; 1 when nothing is said. */
  readonly schemaVersion?: number;
  /** Where personal data stands: as ciphertext under a key of its data subject, never plain. */
  readonly personalData?: readonly Path[];
  /** Where personal data stands in plain text. It can not be forgotten there: a debt, named so that it is seen. */
  readonly plainPersonalData?: readonly Path[];
  /** Shapes that the log may still hold, oldest first; each upcaster makes the next. */
  readonly before?: readonly EarlierShape[];
}

/** All event types that one context writes. */
export interface EventManifest {
  readonly context: string;
  /** Name of the union in the context's contracts that the schemas are generated from. */
  readonly union: string;
  readonly types: Readonly<Record<string, EventDeclaration>>;
}

/** A manifest that does not compile when a member of the union is missing from it, or when there is one too many. */
export const defineEvents = <Event extends DomainEvent>(manifest: {
  readonly context: string;
  readonly union: string;
  readonly types: { readonly [Type in Event['type']]: EventDeclaration<PathIn<DataOf<Event, Type>>> };
}): EventManifest => manifest;
