import { readFile } from 'node:fs/promises';
import { Connection } from '@temporalio/client';
import type { ClientFiles } from './CertificateFiles.ts';

export interface Credentials {
  readonly files: ClientFiles;
  readonly token: string;
}

/** A connection without any part of ours, by a certificate and a token. */
export async function connectTo(
  address: string,
  { files, token }: Credentials,
): Promise<Connection> {
  const [ca, crt, key] = await Promise.all(
    [files.caFile, files.certFile, files.keyFile].map(file => readFile(file)),
  );
  return Connection.connect({
    address,
    tls: {
      serverRootCACertificate: ca,
      clientCertPair: { crt, key },
      serverNameOverride: 'localhost',
    },
    apiKey: token,
    connectTimeout: '3s',
  });
}
