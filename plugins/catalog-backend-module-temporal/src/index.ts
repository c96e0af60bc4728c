/**
 * Teaches the catalog `kind: Action`.
 *
 * @packageDocumentation
 */
export { catalogModuleTemporal as default } from './module';
