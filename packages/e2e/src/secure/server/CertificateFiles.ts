import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CertificateAuthority } from './CertificateAuthority.ts';
import type { KeyPair } from './CertificateAuthority.ts';
import { replaceFile } from './replaceFile.ts';

/** Whose certificate a pair of files holds. */
export type Holder = 'server' | 'backend' | 'worker' | 'eye';

/** Where a client finds what it needs to reach the server. */
export interface ClientFiles {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/**
 * The certificates of one house as files: what the server and its clients
 * show, and by whom it has to be signed.
 */
export class CertificateFiles {
  readonly #folder: string;
  #serverAuthority: CertificateAuthority;
  #clientAuthority: CertificateAuthority;

  private constructor(
    folder: string,
    server: CertificateAuthority,
    client: CertificateAuthority,
  ) {
    this.#folder = folder;
    this.#serverAuthority = server;
    this.#clientAuthority = client;
  }

  static async in(folder: string): Promise<CertificateFiles> {
    await mkdir(folder, { recursive: true });
    const files = new CertificateFiles(
      folder,
      await CertificateAuthority.called('servers 1'),
      await CertificateAuthority.called('clients 1'),
    );
    await replaceFile(files.serverCaFile, files.#serverAuthority.pem);
    await replaceFile(files.clientCaFile, files.#clientAuthority.pem);
    for (const holder of ['server', 'backend', 'worker', 'eye'] as const) {
      await files.renew(holder);
    }
    return files;
  }

  /** By whom the server's certificate has to be signed. */
  get serverCaFile(): string {
    return join(this.#folder, 'server-ca.pem');
  }

  /** By whom clients' certificates have to be signed. */
  get clientCaFile(): string {
    return join(this.#folder, 'client-ca.pem');
  }

  of(holder: Holder): ClientFiles {
    return {
      caFile: this.serverCaFile,
      certFile: join(this.#folder, `${holder}.pem`),
      keyFile: join(this.#folder, `${holder}.key`),
    };
  }

  /** A new certificate with a new key. */
  async renew(holder: Holder, endsInHours?: number): Promise<void> {
    const authority =
      holder === 'server' ? this.#serverAuthority : this.#clientAuthority;
    const pair = await authority.issue({ name: holder, endsInHours });
    await this.#put(holder, pair);
  }

  /** A certificate of a signer that nobody knows. */
  async renewByStranger(holder: Holder): Promise<void> {
    const stranger = await CertificateAuthority.called('strangers');
    await this.#put(holder, await stranger.issue({ name: holder }));
  }

  /** From now on another signs the clients' certificates; both are believed. */
  async addClientAuthority(): Promise<void> {
    const next = await CertificateAuthority.called('clients 2');
    // The server notices that a file changed by its first certificate only.
    const both = [next.pem, this.#clientAuthority.pem].join('\n');
    await replaceFile(this.clientCaFile, both);
    this.#clientAuthority = next;
  }

  /**
   * Ends the time in which the signer before is believed as well. The server
   * reads the shorter file with its next certificate, so it is given one.
   */
  async dropOlderClientAuthority(): Promise<void> {
    await replaceFile(this.clientCaFile, this.#clientAuthority.pem);
    await this.renew('server');
  }

  /** From now on another signs the server's certificate; both are believed. */
  async addServerAuthority(): Promise<void> {
    const next = await CertificateAuthority.called('servers 2');
    const both = [this.#serverAuthority.pem, next.pem].join('\n');
    await replaceFile(this.serverCaFile, both);
    this.#serverAuthority = next;
  }

  async #put(holder: Holder, { cert, key }: KeyPair): Promise<void> {
    const { certFile, keyFile } = this.of(holder);
    await replaceFile(keyFile, key);
    await replaceFile(certFile, cert);
  }
}
