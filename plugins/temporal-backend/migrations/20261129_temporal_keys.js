/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('signing_keys', table => {
    table
      .string('purpose', 120)
      .notNullable()
      .defaultTo('statements')
      .comment(
        'What it signs: statements, or the tokens of a Temporal cluster',
      );
    table.index(['purpose', 'created_at'], 'signing_keys_purpose_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('signing_keys').whereNot({ purpose: 'statements' }).delete();
  await knex.schema.alterTable('signing_keys', table => {
    table.dropIndex([], 'signing_keys_purpose_idx');
    table.dropColumn('purpose');
  });
};
