/** How a process ended: one of the two is null. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface TestDataNode {
  /** Connection string for `EventStoreDBClient.connectionString`, TLS off. */
  readonly esdb: string;
  /** Connection string for mongoose, without a database name: `mongodb://127.0.0.1:<port>/`. */
  readonly mongo: string;
  readonly esdbPort: number;
  readonly mongoPort: number;
  readonly pid: number;
  readonly dataDir: string;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<ProcessEnd>;
  /** SIGTERM; resolves when the process is gone. */
  stop(): Promise<ProcessEnd>;
  /** Resolves when the process is gone, for whatever reason. */
  readonly ended: Promise<ProcessEnd>;
}

export interface TestDataNodeOptions {
  /** Default: a temporary directory, removed with the node. */
  readonly dataDir?: string;
  /** Default 0: any free port. */
  readonly esdbPort?: number;
  readonly mongoPort?: number;
  /** More flags of `data-node start`. */
  readonly flags?: readonly string[];
}

/** Starts a data node and resolves when it serves. Rejects with what it said if it ends before. */
export function startDataNode(options?: TestDataNodeOptions): Promise<TestDataNode>;

/** Builds dist/apps/data-node when it is missing or older than its sources. One builder at a time. */
export function ensureBuilt(): Promise<void>;
