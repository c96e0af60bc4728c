import { createServer } from 'node:http';
import { createInteractions } from './interactions.mjs';
import { createProvider } from './provider.mjs';
import { readSettings } from './settings.mjs';

const settings = readSettings(process.env);
const provider = createProvider(settings);
const interactions = createInteractions(provider);
const openId = provider.callback();

provider.on('server_error', (_ctx, error) => {
  console.error(`Sign-in failed: ${error.stack}`);
});

const server = createServer((req, res) => {
  if (!req.url.startsWith('/interaction/')) {
    openId(req, res);
    return;
  }
  interactions(req, res).catch(error => {
    console.error(`Login form failed: ${error.message}`);
    res.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
    res.end(
      'This sign-in is over or was begun elsewhere; start again from Backstage.',
    );
  });
});

server.on('error', error => {
  console.error(
    `The sign-in provider can't listen on port ${settings.port} (SIGN_IN_PORT): ${error.message}`,
  );
  process.exitCode = 1;
});

server.listen(settings.port, 'localhost', () => {
  console.log(`Sign-in provider ready at ${settings.issuer}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
