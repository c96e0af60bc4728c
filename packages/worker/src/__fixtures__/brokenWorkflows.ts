import { takeBack } from '../workflows/steps';

export * from '../workflows';

/** No longer what the recorded histories did: proves that replay notices. */
export async function migrateDatabase() {
  await takeBack({ name: '001_a', position: 0, total: 1, onlyOurs: false });
}
