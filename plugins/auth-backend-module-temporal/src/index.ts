/**
 * Gives sign-in the same answer to "who owns what" as the temporal plugin.
 *
 * @packageDocumentation
 */
export { authModuleTemporal as default } from './module';
