/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .boolean('verified')
      .notNullable()
      .defaultTo(true)
      .comment('False: started elsewhere, its initiator is only a claim');
    table
      .string('workflow_id', 1000)
      .comment('Of a run that was started elsewhere; else it is the id');
    table.index(['first_execution_run_id'], 'runs_first_execution_idx');
    table.index(['temporal_run_id'], 'runs_temporal_run_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('runs').where({ verified: false }).delete();
  await knex.schema.alterTable('runs', table => {
    table.dropIndex(['temporal_run_id'], 'runs_temporal_run_idx');
    table.dropIndex(['first_execution_run_id'], 'runs_first_execution_idx');
    table.dropColumns('verified', 'workflow_id');
  });
};
