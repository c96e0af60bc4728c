/**
 * The seams of the temporal plugin, for modules.
 *
 * @packageDocumentation
 */
export * from './actions';
export * from './extensions';
