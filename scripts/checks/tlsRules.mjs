const switches = [
  { word: 'rejectUnauthorized', of: 'Node' },
  { word: 'NODE_TLS_REJECT_UNAUTHORIZED', of: 'Node' },
  { word: 'checkServerIdentity', of: 'Node' },
  { word: 'ignoreHTTPSErrors', of: 'the browser' },
  { word: 'InsecureSkipVerify', of: 'Go' },
  { word: 'tlsDisableHostVerification', of: 'Temporal' },
];

// A server may say that it insists, which it would anyway.
const HOLDS = 'rejectUnauthorized: true';

/** Where code could talk to somebody whose certificate does not hold. */
export function tlsFindings({ path, text }) {
  if (path.startsWith('scripts/checks/tlsRules.')) return [];
  return text.split('\n').flatMap((line, index) =>
    switches
      .filter(({ word }) => line.replaceAll(HOLDS, '').includes(word))
      .map(({ word, of }) => ({
        path,
        line: index + 1,
        message: `certificates are always verified: without ${of}'s ${word}`,
      })),
  );
}
