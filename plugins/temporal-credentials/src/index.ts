/**
 * Credentials for Temporal that are read from files and read again when they
 * change, and the envelopes in which secrets travel.
 *
 * @packageDocumentation
 */
export {};
