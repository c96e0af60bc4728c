// What @peculiar/x509 is built with asks for it, and for it to come first.
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR_MS = 3_600_000;

/** How a certificate is other than good for this machine, for an hour. */
export interface Odd {
  readonly from?: number;
  /** In hours from now. */
  readonly to?: number;
  readonly name?: string;
}

/** An authority, and what it makes, as PEM. */
export async function anAuthority(name = 'authority') {
  const keys = await newKeys();
  const own = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: hoursFromNow(-48),
    notAfter: hoursFromNow(48),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  const issue = async ({ from = -1, name: host, to = 1 }: Odd = {}) => {
    const { privateKey, publicKey } = await newKeys();
    const names = host
      ? [{ type: 'dns' as const, value: host }]
      : [{ type: 'ip' as const, value: '127.0.0.1' }];
    const certificate = await X509CertificateGenerator.create({
      subject: `CN=${host ?? '127.0.0.1'}`,
      issuer: `CN=${name}`,
      notBefore: hoursFromNow(from),
      notAfter: hoursFromNow(to),
      signingAlgorithm: ALGORITHM,
      publicKey,
      signingKey: keys.privateKey,
      extensions: [new SubjectAlternativeNameExtension(names)],
    });
    const der = await crypto.subtle.exportKey('pkcs8', privateKey);
    return {
      cert: certificate.toString('pem'),
      key: PemConverter.encode(der, 'PRIVATE KEY'),
    };
  };
  return { pem: own.toString('pem'), issue };
}

function newKeys() {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function hoursFromNow(hours: number): Date {
  return new Date(Date.now() + hours * HOUR_MS);
}
