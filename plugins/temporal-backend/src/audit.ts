/**
 * The command that verifies the audit, for `bin/temporal-audit.js`.
 *
 * @packageDocumentation
 */
export { runAuditCommand } from './audit/auditCommand';
