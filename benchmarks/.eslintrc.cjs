module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Figures are taken in the same house as the journeys.
    '@backstage/no-relative-monorepo-imports': 'off',
  },
});
