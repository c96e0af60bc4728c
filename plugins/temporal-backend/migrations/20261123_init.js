/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ledger_clock', table => {
    table.comment('One row: the version of the last change to the ledger');
    table.integer('id').primary();
    table.bigInteger('version').notNullable();
  });
  await knex('ledger_clock').insert({ id: 1, version: 0 });

  await knex.schema.createTable('runs', table => {
    table.comment('Who ran what on what, when, and how it ended');
    table.uuid('id').primary().comment('Run id; also the Temporal workflow id');
    table
      .bigInteger('version')
      .notNullable()
      .comment('Ledger version of the last change to this row');
    table.string('caller', 512).notNullable().comment('Who sent the request');
    table.string('request_key', 64).notNullable();
    table.string('action_ref', 512).notNullable();
    table.string('action_title', 512).notNullable();
    table.string('action_digest', 64).notNullable();
    table.string('target_ref', 512).notNullable();
    table.string('environment', 255);
    table.string('initiator', 512).notNullable();
    table.string('initiator_kind', 16).notNullable();
    table.text('owners').notNullable().comment('JSON: owners at the start');
    table.string('namespace', 255).notNullable();
    table.string('workflow_type', 1000).notNullable();
    table.string('task_queue', 1000).notNullable();
    table.text('input').notNullable().comment('JSON');
    table.string('input_digest', 64).notNullable();
    table.text('statement').notNullable().comment('The signed JWS');
    table.string('key_id', 64).notNullable().comment('Key that signed it');
    table.integer('attempt').notNullable();
    table.boolean('one_per_target').notNullable();
    table.string('status', 32).notNullable();
    table.text('progress').comment('JSON');
    table.string('first_execution_run_id', 36);
    table.string('temporal_run_id', 36);
    table.timestamp('requested_at', { useTz: true }).notNullable();
    table.timestamp('lease_until', { useTz: true }).notNullable();
    table.timestamp('start_by', { useTz: true }).notNullable();
    table.timestamp('started_at', { useTz: true });
    table.timestamp('closed_at', { useTz: true });
    table.timestamp('observed_at', { useTz: true }).notNullable();
    table.text('result').comment('JSON');
    table.text('failure').comment('JSON');
    table.text('timeline').comment('JSON: the steps, kept when it closed');

    table.unique(['caller', 'request_key'], { indexName: 'runs_request_uniq' });
    table.index(['version'], 'runs_version_idx');
    table.index(
      ['target_ref', 'requested_at', 'id'],
      'runs_target_requested_idx',
    );
  });
  await knex.raw(
    'CREATE UNIQUE INDEX runs_one_per_target_uniq ON runs (action_ref, target_ref) WHERE closed_at IS NULL AND one_per_target',
  );
  await knex.raw(
    'CREATE INDEX runs_unfinished_idx ON runs (namespace, id) WHERE closed_at IS NULL',
  );

  await knex.schema.createTable('signing_keys', table => {
    table.comment('Keys that sign statements');
    table.string('id', 64).primary();
    table.text('public_jwk').notNullable();
    table.text('private_jwk').notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable();
  });

  await knex.schema.createTable('watermarks', table => {
    table.comment('Up to which close time each namespace has been reconciled');
    table.string('namespace', 255).primary();
    table.timestamp('closed_until', { useTz: true }).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('watermarks');
  await knex.schema.dropTable('signing_keys');
  await knex.schema.dropTable('runs');
  await knex.schema.dropTable('ledger_clock');
};
