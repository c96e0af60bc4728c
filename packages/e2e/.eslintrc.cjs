module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The journeys run what `npm start` runs, as scripts/run describes it.
    '@backstage/no-relative-monorepo-imports': 'off',
  },
});
