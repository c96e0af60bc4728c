import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A busy machine takes longer than a second to load a lazy extension.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
