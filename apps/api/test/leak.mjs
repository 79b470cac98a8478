// Preloaded into a program by a test: makes it say what it must not, so that it is seen that the log holds it back.
import { createRequire } from 'node:module';

const bcrypt = createRequire(import.meta.url)('@node-rs/bcrypt');
const { hash } = bcrypt;

// a fault in the middle of a request, with the value in its text
bcrypt.hash = (password, ...rest) =>
  String(password).startsWith('break ') ? Promise.reject(new Error(`no hash of ${password}`)) : hash(password, ...rest);

// a warning from nowhere in particular
process.on('SIGUSR2', () => process.emitWarning(`leaked: ${process.env.LEAK}`));
