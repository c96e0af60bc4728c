const row = /^\|\s*`([^`]+)`\s*\|\s*([^|]*)\|/;

/** The reasons written in a page: a map from package to its reason. */
export function reasonsIn(markdown) {
  const rows = markdown.split('\n').flatMap(line => {
    const [, name, reason] = row.exec(line) ?? [];
    return name ? [[name, reason.trim()]] : [];
  });
  return new Map(rows);
}

/** Runtime dependencies: what somebody who installs a workspace gets as well. */
export function runtimeOf(manifest) {
  return Object.keys({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
  });
}

/**
 * Dependencies without a reason, and reasons without a dependency. `manifests`
 * are `{ path, manifest }`; those on each other need no reason.
 */
export function dependencyFindings(manifests, reasons, page) {
  const ours = new Set(manifests.map(({ manifest }) => manifest.name));
  const findings = [];
  const used = new Set();
  for (const { path, manifest } of manifests) {
    for (const name of runtimeOf(manifest)) {
      used.add(name);
      if (!reasons.get(name) && !ours.has(name)) {
        findings.push({ path, message: `${name} has no reason in ${page}` });
      }
    }
  }
  for (const name of reasons.keys()) {
    if (!used.has(name)) {
      findings.push({ path: page, message: `${name} is depended on no more` });
    }
  }
  return findings;
}
