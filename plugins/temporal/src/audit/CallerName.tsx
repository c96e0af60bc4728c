import { isEntityRef } from '../readable/isEntityRef';
import { InitiatorName } from '../runs/InitiatorName';

/** A person, as the catalog names them, or a machine by its subject. */
export function CallerName({ caller }: { readonly caller: string }) {
  const isPerson = caller.startsWith('user:') && isEntityRef(caller);
  return (
    <InitiatorName
      initiator={
        isPerson
          ? { kind: 'user', entityRef: caller }
          : { kind: 'service', subject: caller }
      }
    />
  );
}
