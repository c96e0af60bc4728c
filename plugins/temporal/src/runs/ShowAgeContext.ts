import { createContext } from 'react';

/** Whether what is shown may be out of date, and so must say how old it is. */
export const ShowAgeContext = createContext(false);
