import { loginPage } from './loginPage.mjs';
import { personWithPassword } from './people.mjs';

const LARGEST_FORM = 4096;

async function readForm(req) {
  let text = '';
  for await (const chunk of req) {
    text += chunk;
    if (text.length > LARGEST_FORM) {
      throw new Error('The login form is larger than 4 kB');
    }
  }
  return new URLSearchParams(text);
}

function show(res, { status, html }) {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
  res.end(html);
}

/** Answers the login form: shows it, or checks what was typed into it. */
export function createInteractions(provider) {
  return async function interactions(req, res) {
    const { uid } = await provider.interactionDetails(req, res);
    if (req.method !== 'POST') {
      show(res, { status: 200, html: loginPage({ uid }) });
      return;
    }
    const form = await readForm(req);
    const name = (form.get('name') ?? '').trim().toLowerCase();
    const person = personWithPassword(name, form.get('password') ?? '');
    if (!person) {
      const error = 'Name or password is wrong.';
      show(res, { status: 401, html: loginPage({ uid, name, error }) });
      return;
    }
    await provider.interactionFinished(req, res, {
      login: { accountId: person.id },
    });
  };
}
