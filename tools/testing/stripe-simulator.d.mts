export interface TestStripeSimulator {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** What it printed until it was ready. */
  readonly said: readonly string[];
  readonly dataDir: string;
  /** SIGTERM; resolves with the exit status when the process is gone. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<number | null>;
}

export interface TestStripeSimulatorOptions {
  /** Default: a temporary directory, removed with the simulator. */
  readonly dataDir?: string;
  /** Where news go; without it nobody is told. */
  readonly webhook?: { readonly url: string; readonly secret: string };
}

/** Starts the simulator and resolves when it serves. Banking days pass only when the control port is told so. */
export function startStripeSimulator(options?: TestStripeSimulatorOptions): Promise<TestStripeSimulator>;

/** Builds dist/apps/stripe-simulator when it is missing or older than its sources. One builder at a time. */
export function ensureBuilt(): Promise<void>;
