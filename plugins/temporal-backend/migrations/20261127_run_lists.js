/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('run_owners', table => {
    table
      .timestamp('requested_at', { useTz: true })
      .comment('That of the run, so that the newest of an owner are together');
  });
  await knex('run_owners').update({
    requested_at: knex('runs')
      .select('requested_at')
      .whereRaw('runs.id = run_owners.run_id'),
  });
  await knex.schema.alterTable('run_owners', table => {
    table.index(
      ['owner_ref', 'requested_at', 'run_id'],
      'run_owners_requested_idx',
    );
  });
  await knex.schema.alterTable('runs', table => {
    table.index(['requested_at', 'id'], 'runs_requested_idx');
    table.index(
      ['target_ref', 'status', 'requested_at', 'id'],
      'runs_target_status_idx',
    );
    for (const column of ['initiator', 'action_ref', 'status']) {
      table.index([column, 'requested_at', 'id'], `runs_${column}_idx`);
    }
  });
  await knex.raw(
    'CREATE INDEX runs_open_idx ON runs (requested_at, id) WHERE closed_at IS NULL',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('runs', table => {
    table.dropIndex([], 'runs_open_idx');
    table.dropIndex([], 'runs_requested_idx');
    table.dropIndex([], 'runs_target_status_idx');
    for (const column of ['initiator', 'action_ref', 'status']) {
      table.dropIndex([], `runs_${column}_idx`);
    }
  });
  await knex.schema.alterTable('run_owners', table => {
    table.dropIndex([], 'run_owners_requested_idx');
    table.dropColumn('requested_at');
  });
};
