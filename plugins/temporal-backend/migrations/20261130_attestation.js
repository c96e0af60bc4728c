/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .text('principal')
      .comment('JSON: whom Temporal names as the one who started it');
    table
      .timestamp('attested_at', { useTz: true })
      .comment('When that was looked up, whatever was found');
  });
  // No call had a token in its caller's name by then, so none is looked up.
  await knex('runs').update({ attested_at: new Date() });
  await knex.raw(
    'CREATE INDEX runs_unattested_idx ON runs (cluster, namespace, requested_at) WHERE attested_at IS NULL',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX runs_unattested_idx');
  await knex.schema.alterTable('runs', table => {
    table.dropColumns('principal', 'attested_at');
  });
};
