import { connect, type TLSSocket } from 'node:tls';
import type { TlsOptions } from './ConnectionCredentials';
import type { SettingNames } from './tls';

const LIMIT_MS = 3_000;
const HUNG_UP = 'hung up';
/** With TLS 1.3 a server refuses a client only after the handshake. */
const REFUSED_WITHIN_MS = 300;

const notTrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
]);

/** What was found wrong, by the code of the error that Node gives. */
interface Found {
  readonly code: string;
  readonly message: string;
}

/**
 * Finds out why no connection to Temporal comes about, which gRPC does not say,
 * by a handshake of its own.
 * @param address - host and port
 * @returns a sentence without a full stop that names the setting to mend;
 *   `undefined` if it is something else: the handshake succeeds, or nobody
 *   answers at all
 * @public
 */
export async function whyUnreachable(
  address: string,
  tls: TlsOptions,
  setting: SettingNames,
): Promise<string | undefined> {
  const found = await handshake(address, tls || {});
  if (!tls) return whyNotPlain(address, found, setting);
  return found && whyNot(address, found, { tls, setting });
}

function whyNot(
  address: string,
  { code, message }: Found,
  {
    setting,
    tls,
  }: {
    readonly tls: Exclude<TlsOptions, false>;
    readonly setting: SettingNames;
  },
): string | undefined {
  const ca = setting('caFile');
  if (notTrusted.has(code)) {
    return tls.serverRootCACertificate
      ? `The certificate of ${address} is of no authority in the file of ${ca}`
      : `The certificate of ${address} is of no authority that this machine trusts; set ${ca} to a file with the authority's certificate`;
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return `The certificate of ${address}, or of its authority in ${ca}, has expired or is not good yet (${message})`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `The certificate of ${address} is for another name; correct the address, or set ${setting(
      'serverName',
    )} (${message})`;
  }
  if (isPlain(code)) {
    return `${address} does not speak TLS; correct the address, or leave out TLS`;
  }
  if (isRefusal(code)) {
    const cert = setting('certFile');
    return tls.clientCertPair
      ? `${address} does not accept the certificate in the file of ${cert} (${code})`
      : `${address} wants a certificate of its clients; set ${cert} and ${setting(
          'keyFile',
        )}`;
  }
  return undefined;
}

/** Whoever refuses our TLS for what it is speaks TLS. */
function whyNotPlain(
  address: string,
  found: Found | undefined,
  setting: SettingNames,
): string | undefined {
  const speaksTls =
    !found ||
    notTrusted.has(found.code) ||
    found.code.startsWith('CERT_') ||
    found.code === 'ERR_TLS_CERT_ALTNAME_INVALID' ||
    isRefusal(found.code);
  return speaksTls
    ? `${address} speaks TLS; set ${setting('caFile')}`
    : undefined;
}

function isPlain(code: string): boolean {
  return (
    code === 'ERR_SSL_WRONG_VERSION_NUMBER' ||
    code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG' ||
    code === 'EPROTO'
  );
}

/** What a server does that does not take the client's certificate. */
function isRefusal(code: string): boolean {
  return (
    code === HUNG_UP ||
    /^ERR_SSL_.*ALERT_(BAD_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE|HANDSHAKE_FAILURE|ACCESS_DENIED)$/.test(
      code,
    )
  );
}

function handshake(
  address: string,
  tls: Exclude<TlsOptions, false>,
): Promise<Found | undefined> {
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at);
  const socket = connect({
    host,
    port: Number(address.slice(at + 1)),
    ca: tls.serverRootCACertificate,
    cert: tls.clientCertPair?.crt,
    key: tls.clientCertPair?.key,
    // An address has no name that could be asked for.
    servername: tls.serverNameOverride ?? (isName(host) ? host : ''),
    ALPNProtocols: ['h2'],
  });
  return outcomeOf(socket).finally(() => socket.destroy());
}

/** How the handshake ends, and whether the server then hangs up. */
function outcomeOf(socket: TLSSocket): Promise<Found | undefined> {
  return new Promise(resolve => {
    const noAnswer = { code: 'ETIMEDOUT', message: 'no answer' };
    const late = setTimeout(() => resolve(noAnswer), LIMIT_MS);
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: error.code ?? 'error', message: error.message }),
    );
    socket.once('secureConnect', () => {
      setTimeout(() => resolve(undefined), REFUSED_WITHIN_MS);
    });
    socket.once('close', () => {
      clearTimeout(late);
      resolve({ code: HUNG_UP, message: 'it hung up' });
    });
  });
}

function isName(host: string): boolean {
  return !/^[\d.]+$/.test(host) && !host.includes(':');
}
