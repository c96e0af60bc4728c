/** That nothing can turn off the verification of certificates. */
import { tell } from './findings.mjs';
import { readSources } from './sources.mjs';
import { tlsFindings } from './tlsRules.mjs';

const files = await readSources();
tell('tls', files.length, files.flatMap(tlsFindings));
