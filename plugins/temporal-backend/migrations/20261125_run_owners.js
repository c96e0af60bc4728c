/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_owners', table => {
    table.comment(
      'The owners each run had at the start, for conditions in SQL',
    );
    table.uuid('run_id').notNullable();
    table.string('owner_ref', 512).notNullable();
    table.primary(['owner_ref', 'run_id']);
    table.index(['run_id'], 'run_owners_run_idx');
  });
  await takeOver(knex);
};

async function takeOver(knex) {
  const page = after =>
    knex('runs')
      .select('id', 'owners')
      .where('id', '>', after)
      .orderBy('id')
      .limit(500);
  let runs = await page('00000000-0000-0000-0000-000000000000');
  while (runs.length > 0) {
    const rows = runs.flatMap(({ id, owners }) =>
      [...new Set(JSON.parse(owners))].map(ref => ({
        run_id: id,
        owner_ref: ref,
      })),
    );
    await knex.batchInsert('run_owners', rows, 100);
    runs = await page(runs.at(-1).id);
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_owners');
};
