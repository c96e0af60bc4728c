import { defineSearchAttributeKey } from '@temporalio/common';
import { executeChild } from '@temporalio/workflow';

/** A workflow for tests: has a child with the same search attributes. */
export async function parent(target: string): Promise<string> {
  const typedSearchAttributes = Object.entries({
    component_id: target,
    initiator: 'user:default/ada',
  }).map(([name, value]) => ({
    key: defineSearchAttributeKey(name, 'KEYWORD'),
    value,
  }));
  return executeChild(child, { typedSearchAttributes });
}

export async function child(): Promise<string> {
  return 'grown up';
}
