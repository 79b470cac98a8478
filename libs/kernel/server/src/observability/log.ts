import type { LoggerService, LogLevel as NestLevel } from '@nestjs/common';
import pino, { type Logger as Pino } from 'pino';

import type { LogLevel } from '../config/config';
import { currentScope } from '../http/request-scope';

import { keptFromLog, recentlyOpened } from './sensitive';
import { censor, scrub } from './scrub';

/** Where lines go: one JSON object each. */
export interface LogTarget {
  write(line: string): unknown;
}

const PINO_LEVEL: Readonly<Record<LogLevel, string>> = {
  error: 'error',
  warn: 'warn',
  log: 'info',
  info: 'info',
  debug: 'debug',
  trace: 'trace',
};

/**
 * The log of one program: JSON lines with time, level, service and, inside of a request, an event or a job, its
 * correlation id and origin. Secrets and personal data are taken out by the members' names, by form, and by what came with
 * the request.
 */
export const createLog = (service: string, level: LogLevel, target: LogTarget = process.stdout): Pino =>
  pino(
    {
      level: PINO_LEVEL[level],
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: {
        level: (label) => ({ level: label }),
        log: (members) => censor(members) as Record<string, unknown>,
      },
      serializers: { err: described, error: described, req: () => undefined, res: () => undefined },
      mixin: () => {
        const { correlationId, origin } = currentScope() ?? {};
        return {
          ...(correlationId === undefined ? {} : { correlationId }),
          ...(origin === undefined ? {} : { origin }),
        };
      },
    },
    { write: (line: string) => void target.write(scrub(line, knownFor(line))) },
  );

/** Ordinary lines are made of names out of the code; warnings and errors may quote anything. */
const knownFor = (line: string): readonly string[] =>
  line.startsWith('{"level":"info"')
    ? keptFromLog(currentScope())
    : [...keptFromLog(currentScope()), ...recentlyOpened()];

const described = (error: unknown): unknown =>
  error instanceof Error ? { class: error.constructor.name, stack: error.stack ?? error.message } : String(error);

const LEVELS = { log: 'info', error: 'error', warn: 'warn', debug: 'debug', verbose: 'trace', fatal: 'fatal' } as const;

/** Nest's logger over pino: `new Logger('payouts')` anywhere ends here. */
export class PinoLog implements LoggerService {
  constructor(readonly pino: Pino) {}

  log = (message: unknown, ...rest: unknown[]) => this.write('log', message, rest);
  error = (message: unknown, ...rest: unknown[]) => this.write('error', message, rest);
  warn = (message: unknown, ...rest: unknown[]) => this.write('warn', message, rest);
  debug = (message: unknown, ...rest: unknown[]) => this.write('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]) => this.write('verbose', message, rest);
  fatal = (message: unknown, ...rest: unknown[]) => this.write('fatal', message, rest);

  /** Nest hands the context's name over as the last argument and, with an error, its stack before it. */
  private write(level: NestLevel, message: unknown, rest: readonly unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const others = context === undefined ? rest : rest.slice(0, -1);
    const [stack] = others.filter((one) => typeof one === 'string');
    const [error] = [message, ...others].filter((one) => one instanceof Error);
    const members = typeof message === 'object' && message !== null && !(message instanceof Error) ? message : {};
    const text = typeof message === 'string' ? message : error instanceof Error ? error.message : undefined;
    this.pino[LEVELS[level]](
      { ...members, ...(context ? { part: context } : {}), ...(stack ? { stack } : {}), ...(error ? { error } : {}) },
      text,
    );
  }
}

/** Everything that ends a program or that Node warns of goes to the log as well, in its form. */
export const logWarnings = (log: Pino): void => {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    const detail = 'detail' in warning && typeof warning.detail === 'string' ? warning.detail : undefined;
    log.warn({ part: 'process', kind: warning.name, ...(detail ? { detail } : {}) }, warning.message);
  });
};
