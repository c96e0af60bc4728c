import { createContext } from 'react';

/** Whether what a part of a form asks for is secret, and what becomes of it. */
export interface Secrecy {
  readonly isSecret: boolean;
  readonly isSealing: boolean;
}

/** All of what is inside of a secret is secret. */
export const SecrecyContext = createContext<Secrecy>({
  isSecret: false,
  isSealing: false,
});
