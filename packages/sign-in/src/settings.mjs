/**
 * Reads the settings of the sign-in provider from environment variables.
 *
 * - `SIGN_IN_PORT`: where it listens (7008)
 * - `SIGN_IN_CALLBACK_URL`: where Backstage receives the person back
 * - `SIGN_IN_TOKEN_SECONDS`: how long access and ID tokens live (3600)
 * - `SIGN_IN_MACHINE_TOKEN_SECONDS`: how long a machine's token lives (600)
 */
export function readSettings(env) {
  const port = positiveInteger(env, 'SIGN_IN_PORT', 7008);
  return {
    port,
    issuer: `http://localhost:${port}`,
    callbackUrl:
      env.SIGN_IN_CALLBACK_URL ??
      'http://localhost:7007/api/auth/oidc/handler/frame',
    tokenSeconds: positiveInteger(env, 'SIGN_IN_TOKEN_SECONDS', 3600),
    machineTokenSeconds: positiveInteger(
      env,
      'SIGN_IN_MACHINE_TOKEN_SECONDS',
      600,
    ),
  };
}

function positiveInteger(env, name, fallback) {
  const text = env[name];
  if (text === undefined || text === '') {
    return fallback;
  }
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`${name} is '${text}', but must be a whole number above 0`);
  }
  return value;
}
