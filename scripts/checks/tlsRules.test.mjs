import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tlsFindings } from './tlsRules.mjs';

const path = 'plugins/temporal-backend/src/temporal/tls.ts';

describe('a certificate that does not hold', () => {
  for (const text of [
    `connect({ rejectUnauthorized: config.verify })`,
    `connect({ rejectUnauthorized: false })`,
    `connect({ checkServerIdentity: () => undefined })`,
    `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'`,
    `launch({ ignoreHTTPSErrors: true })`,
  ]) {
    it(`is believed by nobody: ${text}`, () => {
      const findings = tlsFindings({ path, text: `\n${text}` });
      assert.deepEqual(
        findings.map(({ line }) => line),
        [2],
      );
    });
  }

  it('is what connections are refused for, so they may know who they ask', () => {
    for (const text of [
      `connect({ ca, servername: 'temporal.example.com' })`,
      `createServer({ requestCert: true, rejectUnauthorized: true })`,
    ]) {
      assert.deepEqual(tlsFindings({ path, text }), []);
    }
  });
});
