/** ECDSA with P-256 and SHA-256 (RFC 7518, section 3.4). */
export const SIGNING_ALGORITHM = 'ES256';
