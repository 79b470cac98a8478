import { mkdirSync, utimesSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/**
 * Tells the workers in other processes that a queue has changed: a file for each queue whose time is set, and a watch on
 * their folder (inotify and its like). A ring may be lost, on a network drive or when its process dies; workers look by
 * themselves from time to time.
 */
export class Bell {
  private watcher: FSWatcher | undefined;

  constructor(
    private readonly folder: string,
    private readonly onError: (error: Error) => void,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  ring(queue: string): void {
    const path = join(this.folder, encodeURIComponent(queue));
    const now = new Date();
    try {
      utimesSync(path, now, now);
    } catch {
      writeFileSync(path, ''); // the first ring of this queue
    }
  }

  /** From now on `heard` is told of every ring; without a watch (a system that has none, or no more) the looks remain. */
  listen(heard: (queue: string) => void): void {
    if (this.watcher) return;
    try {
      this.watcher = watch(this.folder, { persistent: false }, (_, file) => {
        if (file !== null) heard(decodeURIComponent(file));
      });
      this.watcher.on('error', this.onError);
    } catch (error) {
      this.onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  close(): void {
    this.watcher?.close();
  }
}
