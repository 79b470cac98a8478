export interface CorpusEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly data: object;
  readonly metadata: {
    readonly actor: { readonly kind: 'user' | 'api-key' | 'system'; readonly id: string };
    readonly occurredAt: string;
    readonly correlationId: string;
    readonly causationId: string;
    readonly schemaVersion: number;
  };
}

export const CORPUS: string;

/** Every file in the order in which it was added. @throws Error when one was changed, is gone, or was slipped in */
export function readCorpus(): { readonly name: string; readonly events: readonly CorpusEvent[] }[];
