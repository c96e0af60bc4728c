#!/usr/bin/env node
const { runAuditCommand } = require('backstage-plugin-temporal-backend/audit');

runAuditCommand(process.argv.slice(2)).then(code => process.exit(code));
