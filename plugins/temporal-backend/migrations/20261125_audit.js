/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createRecords(knex);
  await createSeals(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_seals');
  await knex.schema.dropTable('audit_records');
};

async function createRecords(knex) {
  await knex.schema.createTable('audit_records', table => {
    table.comment('Who tried what, when, and how it went');
    table.bigIncrements('id').comment('Grows, and is never used again');
    table.timestamp('at', { useTz: true }).notNullable();
    table.string('event', 32).notNullable();
    table.string('severity', 16).notNullable();
    table.string('door', 16).notNullable();
    table.string('caller', 512).notNullable();
    table.string('caller_kind', 16).notNullable();
    table.string('initiator', 512).comment('Of the run concerned');
    table.string('action_ref', 512);
    table.string('target_ref', 512);
    table.string('run_id', 64);
    table.string('input_digest', 64);
    table.string('decision', 16);
    table.string('outcome', 16).notNullable();
    table.text('reason');
    table.text('details').notNullable().comment('JSON');
    table.timestamp('finished_at', { useTz: true });
    table.bigInteger('seal').comment('Number of the batch it is sealed in');

    table.index(['at'], 'audit_records_at_idx');
    for (const column of [
      ...['caller', 'initiator', 'action_ref', 'target_ref'],
      ...['run_id', 'event', 'outcome', 'seal'],
    ]) {
      table.index([column, 'id'], `audit_records_${column}_idx`);
    }
  });
}

async function createSeals(knex) {
  await knex.schema.createTable('audit_seals', table => {
    table.comment(
      'Signed batches of audit records, each naming the one before',
    );
    table.bigInteger('number').primary().comment('1, 2, 3 …');
    table.bigInteger('first_id').notNullable();
    table.bigInteger('last_id').notNullable();
    table.integer('count').notNullable();
    table
      .text('records')
      .comment('JSON: id and digest of each, until retention removes them');
    table.string('digest', 64).notNullable();
    table.string('previous_digest', 64).comment('None before the first');
    table.timestamp('sealed_at', { useTz: true }).notNullable();
    table.string('key_id', 64).notNullable();
    table.text('public_jwk').notNullable().comment('Outlives the key itself');
    table.text('jws').notNullable();
    table
      .timestamp('dropped_at', { useTz: true })
      .comment('When retention removed its records');
  });
}
