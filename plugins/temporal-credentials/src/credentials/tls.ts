import { createPrivateKey, X509Certificate } from 'node:crypto';
import { FromFiles } from '../files/FromFiles';

/**
 * Files in PEM: of the authorities that vouch for the server, and of the client's
 * own certificate and its key. `serverName` is what the server's certificate is
 * expected to say, where that is not the host that is connected to.
 * @public
 */
export interface TlsFiles {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly serverName?: string;
}

/**
 * How the setting of a file is called where it is configured.
 * @public
 */
export type SettingNames = (file: keyof TlsFiles | 'apiKeyFile') => string;

type Certified = Partial<Record<'caFile' | 'certFile', Date>>;

/**
 * TLS as Temporal's SDK takes it.
 * @public
 */
export interface TlsClient {
  readonly serverRootCACertificate?: Buffer;
  readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
  readonly serverNameOverride?: string;
}

/** The same, and for how long it is good. */
export interface TlsParts {
  readonly options: TlsClient;
  readonly validFrom: Certified;
  readonly validTo: Certified;
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * @throws Error if there is a certificate without its key, or a key without its
 *   certificate
 */
export function readTls(
  files: TlsFiles,
  setting: SettingNames,
): FromFiles<TlsParts> {
  const { caFile, certFile, keyFile, serverName } = files;
  if ((certFile === undefined) !== (keyFile === undefined)) {
    const [has, lacks] = certFile
      ? (['certFile', 'keyFile'] as const)
      : (['keyFile', 'certFile'] as const);
    throw new Error(
      `${setting(has)} is set, and ${setting(
        lacks,
      )} is not: one is no use without the other`,
    );
  }
  const named = { caFile, certFile, keyFile };
  const names = (['caFile', 'certFile', 'keyFile'] as const).filter(
    name => named[name] !== undefined,
  );
  const all = names.map(name => ({
    setting: setting(name),
    path: named[name] ?? '',
  }));
  return new FromFiles(all, contents => {
    const of = (name: (typeof names)[number]) =>
      names.includes(name) ? contents[names.indexOf(name)] : undefined;
    const parts = { ca: of('caFile'), crt: of('certFile'), key: of('keyFile') };
    return partsOf(parts, { serverName, setting });
  });
}

function partsOf(
  {
    ca,
    crt,
    key,
  }: { readonly ca?: Buffer; readonly crt?: Buffer; readonly key?: Buffer },
  {
    serverName,
    setting,
  }: {
    readonly serverName: string | undefined;
    readonly setting: SettingNames;
  },
): TlsParts {
  const authorities = ca && certificatesIn(ca, setting('caFile'));
  const own = crt && certificatesIn(crt, setting('certFile'))[0];
  if (own) assertGoodNow(own, setting('certFile'));
  if (own && key) assertPair(own, key, setting);
  return {
    options: {
      serverRootCACertificate: ca,
      clientCertPair: crt && key && { crt, key },
      serverNameOverride: serverName,
    },
    // Old and new stand beside each other while authorities change.
    validFrom: {
      caFile: authorities && newest(authorities).validFromDate,
      certFile: own?.validFromDate,
    },
    validTo: {
      caFile: authorities && newest(authorities).validToDate,
      certFile: own?.validToDate,
    },
  };
}

function certificatesIn(pem: Buffer, setting: string): X509Certificate[] {
  try {
    const found = pem.toString('utf8').match(PEM) ?? [];
    const certificates = found.map(one => new X509Certificate(one));
    if (certificates.length > 0) return certificates;
  } catch {
    // What is wrong with it in detail may quote it.
  }
  throw new Error(`The file of ${setting} holds no certificate in PEM`);
}

function newest(certificates: readonly X509Certificate[]): X509Certificate {
  return certificates.reduce((one, other) =>
    other.validToDate > one.validToDate ? other : one,
  );
}

function assertGoodNow(
  { validFromDate, validToDate }: X509Certificate,
  setting: string,
): void {
  const now = new Date();
  if (validToDate < now) {
    throw new Error(
      `The certificate in the file of ${setting} expired at ${validToDate.toISOString()}; put a new one there`,
    );
  }
  if (validFromDate > now) {
    throw new Error(
      `The certificate in the file of ${setting} is good from ${validFromDate.toISOString()} on only; put one there that is good now`,
    );
  }
}

function assertPair(
  certificate: X509Certificate,
  key: Buffer,
  setting: SettingNames,
): void {
  let fits: boolean;
  try {
    fits = certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    throw new Error(`The file of ${setting('keyFile')} holds no key in PEM`);
  }
  if (!fits) {
    throw new Error(
      `The key in the file of ${setting(
        'keyFile',
      )} is not that of the certificate in the file of ${setting('certFile')}`,
    );
  }
}
