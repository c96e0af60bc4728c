/**
 * The command that puts a worker's new credentials in place, for
 * `bin/temporal-worker-credentials.js`.
 *
 * @packageDocumentation
 */
export { runCredentialsCommand } from './credentials/rotateCommand';
