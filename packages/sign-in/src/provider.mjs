import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { errors, Provider } from 'oidc-provider';
import { BACKSTAGE_RESOURCE, isMachine, machines } from './machines.mjs';
import { emailOf, people } from './people.mjs';

const DAY = 24 * 60 * 60;

function newSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  return { ...jwk, kid: randomUUID(), alg: 'RS256', use: 'sig' };
}

function clients(settings) {
  return [
    {
      client_id: 'backstage',
      client_secret: 'backstage-demo-secret',
      redirect_uris: [settings.callbackUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
    ...machines.map(machine => ({
      client_id: machine.id,
      client_secret: machine.secret,
      redirect_uris: [],
      grant_types: ['client_credentials'],
      response_types: [],
    })),
  ];
}

function findAccount(_ctx, id) {
  const person = people.find(candidate => candidate.id === id);
  return (
    person && {
      accountId: id,
      claims: () => ({
        sub: id,
        name: person.name,
        preferred_username: id,
        email: emailOf(person),
        // Backstage ignores an address that the provider has not verified.
        email_verified: true,
      }),
    }
  );
}

/** Backstage is this provider's own application, so nobody is asked to consent. */
async function grantAtOnce(ctx) {
  const { client, params, provider, session } = ctx.oidc;
  const grant = new provider.Grant({
    clientId: client.clientId,
    accountId: session.accountId,
  });
  grant.addOIDCScope(params.scope);
  await grant.save();
  return grant;
}

function resourceIndicators(settings) {
  return {
    enabled: true,
    // Only machines name a resource: a token for one can't read /userinfo.
    getResourceServerInfo(_ctx, resource) {
      if (resource !== BACKSTAGE_RESOURCE) {
        throw new errors.InvalidTarget();
      }
      return {
        scope: '',
        audience: BACKSTAGE_RESOURCE,
        accessTokenTTL: settings.machineTokenSeconds,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      };
    },
    useGrantedResource: () => false,
  };
}

/** The OpenID Connect provider; `interactions` shows the login form. */
export function createProvider(settings) {
  return new Provider(settings.issuer, {
    clients: clients(settings),
    jwks: { keys: [newSigningKey()] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    findAccount,
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: resourceIndicators(settings),
    },
    interactions: {
      url: (_ctx, interaction) => `/interaction/${interaction.uid}`,
    },
    loadExistingGrant: grantAtOnce,
    // Without a refresh token a reload of the page signs the person out.
    issueRefreshToken: (_ctx, client) => !isMachine(client.clientId),
    pkce: { required: () => false },
    ttl: {
      AccessToken: settings.tokenSeconds,
      IdToken: settings.tokenSeconds,
      ClientCredentials: settings.machineTokenSeconds,
      AuthorizationCode: 60,
      Interaction: 15 * 60,
      Session: DAY,
      Grant: DAY,
      RefreshToken: DAY,
    },
  });
}
