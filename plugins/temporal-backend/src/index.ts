/**
 * The backend of the temporal plugin: the room and its doors.
 *
 * @packageDocumentation
 */
export { temporalPlugin as default } from './plugin';
