import type { Knex } from 'knex';

/**
 * All values of an indexed column of `runs`. Goes from each to the next one by
 * the index, however many runs have the same.
 */
export async function distinctRefs(
  knex: Knex,
  column: 'action_ref' | 'target_ref',
): Promise<readonly string[]> {
  const next = knex('runs')
    .min(column)
    .whereRaw('?? > refs.ref', [column])
    .as('ref');
  return knex
    .withRecursive('refs', ['ref'], refs =>
      refs
        .min(column)
        .from('runs')
        .unionAll(more =>
          more.select(next).from('refs').whereNotNull('refs.ref'),
        ),
    )
    .from('refs')
    .whereNotNull('ref')
    .pluck('ref');
}
