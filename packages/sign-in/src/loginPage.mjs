const escapes = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, character => escapes[character]);
}

const style = `
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
  main { max-width: 20rem; margin: 12vh auto; padding: 0 1rem; }
  label { display: block; margin-top: 1rem; }
  input, button { font: inherit; box-sizing: border-box; width: 100%; padding: 0.5rem; }
  button { margin-top: 1.5rem; }
  [role="alert"] { color: #c62828; }
`;

/** The login form of one sign-in. `error` says why the last try failed. */
export function loginPage({ uid, name = '', error }) {
  const alert = error
    ? `<p role="alert" id="error">${escapeHtml(error)}</p>`
    : '';
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign in</title><style>${style}</style></head>
<body><main>
  <h1>Sign in</h1>
  <p>The development sign-in provider. <code>npm start</code> prints the names and passwords.</p>
  ${alert}
  <form method="post" action="/interaction/${encodeURIComponent(uid)}">
    <label>Name <input name="name" value="${escapeHtml(
      name,
    )}" autocomplete="username" autocapitalize="none" required autofocus></label>
    <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
    <button type="submit">Sign in</button>
  </form>
</main></body>
</html>`;
}
