/**
 * Whether a host, or a host and port, is this machine itself, so that what is
 * sent there in plaintext leaves it nowhere.
 * @public
 */
export function isLoopback(address: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)(:\d+)?$/i.test(address);
}
