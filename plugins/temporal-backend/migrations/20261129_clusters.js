/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .string('cluster', 100)
      .notNullable()
      .defaultTo('default')
      .comment('Name of the Temporal cluster, as in temporal.clusters');
  });
  // One watermark for each namespace of each cluster.
  await knex('watermarks').update({
    namespace: knex.raw("'default/' || namespace"),
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('watermarks').whereNot('namespace', 'like', 'default/%').delete();
  await knex('watermarks').update({
    namespace: knex.raw("replace(namespace, 'default/', '')"),
  });
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('cluster');
  });
};
