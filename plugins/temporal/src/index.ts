/**
 * Actions and runs on Backstage's pages, for the new frontend system.
 *
 * @packageDocumentation
 */
export { temporalPlugin as default } from './plugin';
export * from './api/TemporalApi';
export { TemporalClient } from './api/TemporalClient';
export * from './routes';
export { temporalAuditTranslationRef } from './audit/auditTranslation';
export { temporalBulkCancelTranslationRef } from './bulk-cancel/bulkCancelTranslation';
export { temporalExportTranslationRef } from './export/exportTranslation';
export { temporalFiltersTranslationRef } from './filters/filtersTranslation';
export { temporalQuestionsTranslationRef } from './questions/questionsTranslation';
export { temporalRunListTranslationRef } from './run-list/runListTranslation';
export { temporalRunTranslationRef } from './run-page/runTranslation';
export { temporalSteeringTranslationRef } from './steering/steeringTranslation';
export { temporalTranslationRef } from './translation';
