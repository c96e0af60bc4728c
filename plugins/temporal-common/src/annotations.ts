/**
 * Annotation on an entity: the comma-separated names of the only actions that
 * may be offered for it. Absent means every action whose `targets` match.
 * @public
 */
export const ACTIONS_ANNOTATION = 'temporal.io/actions';

/**
 * Annotation on an entity: the environment it stands for, such as `production`.
 * It travels in the statement of every run on that entity.
 * @public
 */
export const ENVIRONMENT_ANNOTATION = 'temporal.io/environment';
