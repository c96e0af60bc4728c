#!/usr/bin/env node
const {
  runCredentialsCommand,
} = require('backstage-plugin-temporal-worker/credentials');

runCredentialsCommand(process.argv.slice(2)).then(code => process.exit(code));
