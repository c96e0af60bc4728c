/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .text('retry')
      .comment('JSON: who asked for the present attempt, why, and from where');
    table
      .string('attempt_run_id', 36)
      .comment('Execution in which the present attempt began, after the first');
    table.text('pause').comment('JSON: who paused it, why and when');
  });
  await knex.schema.alterTable('questions', table => {
    table
      .integer('attempt')
      .notNullable()
      .defaultTo(1)
      .comment('Attempt of the run that asked');
  });
  await knex.schema.createTable('run_attempts', table => {
    table.comment('How the attempts of a run ended that were retried');
    table.uuid('run_id').notNullable();
    table.integer('number').notNullable();
    table.primary(['run_id', 'number']);
    table.text('retry').comment('JSON: who asked for it; none for the first');
    table.string('attempt_run_id', 36);
    table.string('temporal_run_id', 36);
    table.timestamp('started_at', { useTz: true });
    table.string('status', 32).notNullable();
    table.timestamp('closed_at', { useTz: true }).notNullable();
    table.text('failure').comment('JSON');
    table.text('timeline').comment('JSON');
    table.text('stop').comment('JSON: who stopped it, how and why');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_attempts');
  await knex.schema.alterTable('questions', table => {
    table.dropColumn('attempt');
  });
  await knex.schema.alterTable('runs', table => {
    table.dropColumns('retry', 'attempt_run_id', 'pause');
  });
};
