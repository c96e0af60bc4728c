const warning = /\((ae|tsdoc)-[a-z-]+\)/;
const regenerate = 'run node scripts/checks/reports.mjs --write';

function warnings(path, text) {
  return text
    .split('\n')
    .flatMap((line, index) =>
      warning.test(line)
        ? [{ path, line: index + 1, message: line.replace(/^\s*\/\/\s*/, '') }]
        : [],
    );
}

/**
 * Whether two reports say the same. The compiler lists the texts of a
 * translation in the order in which it met their words anywhere, so their order
 * says nothing.
 */
export function saysTheSame(one, other) {
  return settled(one) === settled(other);
}

function settled(text = '') {
  return text.replace(/(^ +readonly [^\n]*;\n)+/gm, texts =>
    texts.split('\n').sort().join('\n'),
  );
}

/**
 * What is wrong with the committed reports, given those just made of the code:
 * both are maps from path to text.
 */
export function reportFindings(committed, made) {
  const findings = [];
  for (const path of committed.keys()) {
    if (!made.has(path)) {
      findings.push({ path, message: `is of nothing any more; ${regenerate}` });
    }
  }
  for (const [path, text] of made) {
    if (!saysTheSame(committed.get(path), text)) {
      const state = committed.has(path) ? 'is out of date' : 'is missing';
      findings.push({ path, message: `${state}; ${regenerate}` });
    }
    findings.push(...warnings(path, text));
  }
  return findings;
}
