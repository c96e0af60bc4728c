/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table.text('reason').comment('Why the initiator asked for it');
    table
      .text('approval')
      .comment('JSON: the terms of its approval, or why it needs none');
    table
      .timestamp('approved_at', { useTz: true })
      .comment('When the first execution behind its gate was admitted');
  });
  await createQuestions(knex);
  await createAnswers(knex);
  await createNotices(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of ['notices', 'answers', 'answerers', 'questions']) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('runs', table => {
    table.dropColumns('reason', 'approval', 'approved_at');
  });
};

async function createQuestions(knex) {
  await knex.schema.createTable('questions', table => {
    table.comment('What runs ask people');
    table.uuid('run_id').notNullable();
    table.string('question', 100).notNullable().comment('Its key in the run');
    table.primary(['run_id', 'question']);
    table.string('kind', 16).notNullable();
    table.string('workflow_id', 1000).notNullable().comment('Which one asked');
    table.string('digest', 64).notNullable().comment('Of what was asked');
    table.string('title', 200).notNullable();
    table.text('body');
    table.text('answer_schema').notNullable().comment('JSON Schema');
    table.text('who').notNullable().comment('JSON: who may answer');
    table.integer('quorum').notNullable();
    table.boolean('reason_required').notNullable();
    table.timestamp('asked_at', { useTz: true }).notNullable();
    table
      .bigInteger('deadline')
      .notNullable()
      .comment('In ms since the epoch; far away when there is none');
    table.string('outcome', 16);
    table.timestamp('ended_at', { useTz: true });
    table.index(['outcome', 'deadline'], 'questions_open_idx');
    table.index(['ended_at'], 'questions_ended_idx');
  });
  await knex.schema.createTable('answerers', table => {
    table.comment('Who may answer, as it was when it was asked, for lists');
    table.string('ref', 512).notNullable();
    table.uuid('run_id').notNullable();
    table.string('question', 100).notNullable();
    table.primary(['ref', 'run_id', 'question']);
  });
}

async function createAnswers(knex) {
  await knex.schema.createTable('answers', table => {
    table.comment('Who answered what; a row is there before Temporal hears it');
    table.uuid('run_id').notNullable();
    table.string('question', 100).notNullable();
    table
      .string('person', 512)
      .notNullable()
      .comment('The human: digest of the e-mail address, or the entity ref');
    table.primary(['run_id', 'question', 'person']);
    table.string('answerer', 512).notNullable().comment('Entity ref');
    table.string('digest', 64).notNullable().comment('Of the answer');
    table.text('answer').notNullable().comment('JSON');
    table.string('verdict', 16);
    table.text('reason');
    table.timestamp('sent_at', { useTz: true }).notNullable();
    table
      .timestamp('counted_at', { useTz: true })
      .comment('When the run said that it counts');
    table.text('receipt').comment('JSON: what the run said');
    table.index(['answerer'], 'answers_answerer_idx');
  });
}

async function createNotices(knex) {
  await knex.schema.createTable('notices', table => {
    table.comment('Notifications still to be sent, and those that were');
    table.uuid('run_id').notNullable();
    table.string('question', 100).notNullable();
    table.string('kind', 16).notNullable();
    table.primary(['run_id', 'question', 'kind']);
    table.timestamp('next_at', { useTz: true }).notNullable();
    table.integer('attempts').notNullable();
    table.timestamp('sent_at', { useTz: true });
    table.timestamp('dropped_at', { useTz: true }).comment('Out of date');
    table.text('problem').comment('Why it could not be sent');
    table.index(['sent_at', 'next_at'], 'notices_due_idx');
  });
}
