import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';

export interface TokenClaims {
  readonly sub: string;
  /** Such as `payments:write`. */
  readonly permissions: readonly string[];
  readonly audience?: string;
  /** Seconds from now; one that is negative is over already. */
  readonly endsIn?: number;
}

/** Somebody whose tokens a server believes, with keys that it can fetch. */
export class TokenIssuer {
  readonly #audience: string;
  readonly #server: Server;
  readonly #keys = new Map<string, CryptoKey>();
  #published: readonly JWK[] = [];

  private constructor(audience: string) {
    this.#audience = audience;
    this.#server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: this.#published }));
    });
  }

  static async listen(audience: string): Promise<TokenIssuer> {
    const issuer = new TokenIssuer(audience);
    await issuer.addKey('first');
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    // A house that never came up must not keep the tests from ending.
    issuer.#server.unref();
    return issuer;
  }

  get keySetUrl(): string {
    const address = this.#server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return `http://127.0.0.1:${port}/keys.json`;
  }

  /** Publishes one more key, under a name that is free or another's. */
  async addKey(kid: string): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
    this.#keys.set(kid, privateKey);
    this.#published = [...this.#published, jwk];
  }

  /** Publishes a key no longer. */
  dropKey(kid: string): void {
    this.#keys.delete(kid);
    this.#published = this.#published.filter(key => key.kid !== kid);
  }

  /** A token by one of the keys. @throws if there is no such key */
  async token(claims: TokenClaims, kid = 'first'): Promise<string> {
    const key = this.#keys.get(kid);
    if (!key) throw new Error(`There is no key ${kid}`);
    const { audience = this.#audience, endsIn = 300 } = claims;
    return new SignJWT({ permissions: claims.permissions })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .setSubject(claims.sub)
      .setAudience(audience)
      .setExpirationTime(new Date(Date.now() + endsIn * 1_000))
      .sign(key);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
