module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // What only tests use may import what only tests need.
      files: ['src/__fixtures__/**'],
      rules: { '@backstage/no-undeclared-imports': 'off' },
    },
    {
      // A contract suite is tests that another file gives its subject to.
      files: ['src/**/describe*Contract.ts'],
      rules: { 'jest/no-export': 'off' },
    },
  ],
});
