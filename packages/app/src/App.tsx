import { createApp } from '@backstage/frontend-defaults';
import { navigationModule } from './navigation';
import { signInModule } from './signIn';

// Every plugin comes by discovery, see `app.packages` in app-config.yaml.
export const app = createApp({ features: [navigationModule, signInModule] });
