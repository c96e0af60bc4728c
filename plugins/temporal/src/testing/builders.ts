import {
  APPROVAL_SCHEMA,
  type AuditRecord,
  type ListedQuestion,
  type OfferedAction,
  type Run,
  type RunDetail,
  type RunQuestion,
} from 'backstage-plugin-temporal-common';

export const PAYMENTS = 'component:default/payments-api';

export const paymentsApi = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
  spec: { type: 'service', owner: 'payments' },
};

export function aRun(part: Partial<Run> = {}): Run {
  return {
    id: '0f9a1c52-1111-4000-8000-000000000001',
    version: 1,
    action: { ref: 'action:default/migrate', title: 'Migrate database' },
    target: { entityRef: PAYMENTS },
    initiator: { kind: 'user', entityRef: 'user:default/ada' },
    verified: true,
    owners: ['group:default/payments'],
    status: 'running',
    attempt: 1,
    requestedAt: '2026-11-23T08:00:00.000Z',
    startedAt: '2026-11-23T08:00:01.000Z',
    observedAt: '2026-11-23T08:00:02.000Z',
    ...part,
  };
}

export function aDetail(part: Partial<RunDetail> = {}): RunDetail {
  return {
    ...aRun(),
    workflowId: aRun().id,
    workflowType: 'migrateDatabase',
    taskQueue: 'payments',
    cluster: 'default',
    namespace: 'default',
    payloads: { visible: true, value: { input: {} } },
    timeline: [],
    attempts: [
      { number: 1, at: '2026-11-23T08:00:00.000Z', status: 'running' },
    ],
    questions: [],
    ...part,
  };
}

export function anAction(part: Partial<OfferedAction> = {}): OfferedAction {
  return {
    ref: 'action:default/migrate',
    title: 'Migrate database',
    owner: 'group:default/payments',
    input: {
      type: 'object',
      properties: { to: { type: 'string', title: 'Last version' } },
    },
    decision: { allowed: true },
    ...part,
  };
}

/** The approval that a run waits for, which Ada may give. */
export function anApproval(part: Partial<RunQuestion> = {}): RunQuestion {
  return {
    key: 'approval',
    kind: 'approval',
    title: 'May this run?',
    schema: APPROVAL_SCHEMA,
    who: ['group:default/security'],
    quorum: 1,
    reasonRequired: false,
    askedAt: '2026-11-23T08:00:01.000Z',
    answers: [],
    mayAnswer: { allowed: true },
    notified: { done: true },
    ...part,
  };
}

/** What a run asks in its middle. */
export function aQuestion(part: Partial<RunQuestion> = {}): RunQuestion {
  return anApproval({
    key: 'go-on',
    kind: 'question',
    title: 'Promote or roll back?',
    schema: {
      type: 'object',
      required: ['next'],
      properties: {
        next: { type: 'string', title: 'Next step' },
      },
    },
    ...part,
  });
}

/** Sam's request, as the list of approvals shows it. */
export function aListed(part: Partial<ListedQuestion> = {}): ListedQuestion {
  return {
    question: anApproval(),
    run: aRun({
      status: 'waiting-for-approval',
      initiator: { kind: 'user', entityRef: 'user:default/sam' },
    }),
    description: 'Applies what is pending',
    reason: 'The release waits for it',
    ...part,
  };
}

export function aRecord(part: Partial<AuditRecord> = {}): AuditRecord {
  return {
    id: 1,
    at: '2026-11-23T08:00:00.000Z',
    event: 'run-start',
    door: 'http',
    caller: 'user:default/ada',
    action: 'action:default/migrate',
    target: PAYMENTS,
    run: runId(1),
    decision: 'allowed',
    outcome: 'succeeded',
    details: {},
    sealed: false,
    ...part,
  };
}

/** The id of the nth run of a list. */
export function runId(position: number): string {
  return `0f9a1c52-1111-4000-8000-${String(position).padStart(12, '0')}`;
}
