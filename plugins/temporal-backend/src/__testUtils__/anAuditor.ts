import { mockServices } from '@backstage/backend-test-utils';

/** What Backstage's auditor was told of one attempt. */
export interface Recorded {
  readonly eventId: string;
  readonly severityLevel?: string;
  readonly meta: Record<string, unknown>;
  outcome?: 'succeeded' | 'failed';
  error?: string;
}

/** Backstage's auditor, which remembers what it was told. */
export function anAuditor() {
  const recorded: Recorded[] = [];
  const service = mockServices.auditor.mock({
    createEvent: async ({ eventId, severityLevel, meta }) => {
      const record: Recorded = { eventId, severityLevel, meta: { ...meta } };
      recorded.push(record);
      return {
        success: async more => {
          Object.assign(record.meta, more?.meta);
          record.outcome = 'succeeded';
        },
        fail: async ({ error, meta: more }) => {
          Object.assign(record.meta, more);
          record.outcome = 'failed';
          record.error = error.message;
        },
      };
    },
  });
  return { service, factory: service.factory, recorded };
}
