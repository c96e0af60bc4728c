// In the same bundle, for this worker serves the gate as well.
export { temporalGate } from 'backstage-plugin-temporal-worker/gate';
export { migrateDatabase } from './migrateDatabase';
export { rollbackDatabase } from './rollbackDatabase';
export { rotatePassword } from './rotatePassword';
export { releaseService } from './releaseService';
