import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';

import type { Row } from '../statement-pipeline/duckdb';

/** Small queries over fact files (Parquet, CSV) for pages and charts: one engine a process, its memory bounded. */
@Injectable()
export class LineFacts implements OnApplicationShutdown {
  private engine: Promise<DuckDBInstance> | undefined;

  /** Rows as JSON values; big numbers and decimals as text. `parameters` are bound to `$1`, `$2` … */
  async rows(sql: string, parameters: DuckDBValue[] = []): Promise<Row[]> {
    this.engine ??= DuckDBInstance.create(':memory:', {
      memory_limit: '256MB',
      threads: '2',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const db = await (await this.engine).connect();
    try {
      return (await db.runAndReadAll(sql, parameters)).getRowObjectsJson();
    } finally {
      db.closeSync();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.engine)?.closeSync();
    this.engine = undefined;
  }
}
