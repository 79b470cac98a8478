import { spawn } from 'node:child_process';

/**
 * Runs a command to its end and keeps what it prints (both streams, in the order of arrival).
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, echo?: boolean}} options `echo` passes the output on as it comes
 * @returns {Promise<{status: number, output: string}>} status 127 when the command could not be started
 */
export const runCommand = (command, args, { cwd, env, echo = false } = {}) =>
  new Promise((resolve) => {
    const chunks = [];
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => {
      chunks.push(chunk);
      if (echo) process.stdout.write(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ status: 127, output: error.message }));
    child.on('close', (code) => resolve({ status: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
