import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeJwt,
  decodeProtectedHeader,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  SignJWT,
} from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';

const ALGORITHM = 'ES256';

/**
 * The key with which the backend of one house signs people's tokens, so that a
 * journey can make the token that a person would hold an hour later.
 */
export class SigningKey {
  readonly #privateKey: CryptoKey;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(key: CryptoKey, env: Readonly<Record<string, string>>) {
    this.#privateKey = key;
    this.#env = env;
  }

  /** Makes a key, and keeps it in this folder. */
  static async in(folder: string): Promise<SigningKey> {
    const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, {
      extractable: true,
    });
    const publicKeyFile = join(folder, 'public.pem');
    const privateKeyFile = join(folder, 'private.pem');
    await writeFile(publicKeyFile, await exportSPKI(publicKey));
    await writeFile(privateKeyFile, await exportPKCS8(privateKey));
    const keys = [{ keyId: 'journey', publicKeyFile, privateKeyFile }];
    return new SigningKey(privateKey, {
      APP_CONFIG_auth_keyStore: JSON.stringify({
        provider: 'static',
        static: { keys },
      }),
    });
  }

  /** What makes a house sign with this key. */
  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  /** The same token in all but what it claims. */
  async signAgain(token: string, changed: JWTPayload): Promise<string> {
    const { alg = ALGORITHM, ...header } = decodeProtectedHeader(token);
    return new SignJWT({ ...decodeJwt(token), ...changed })
      .setProtectedHeader({ ...header, alg })
      .sign(this.#privateKey);
  }
}
