export { migrateDatabase } from './migrateDatabase';
export { rollbackDatabase } from './rollbackDatabase';
