import { Inspected, INSPECTED } from './Inspected.ts';
import { measureWeight } from './pageWeight.ts';
import { aPlace, type Place } from './place.ts';
import { measureStreams } from './streamMemory.ts';

/** The extensions of app-config.yaml, without the card. */
const WITHOUT_CARD = [
  { 'page:catalog': { config: { path: '/' } } },
  { 'entity-card:temporal/actions': false },
  { 'entity-card:catalog/depends-on-components': false },
  { 'entity-card:catalog/depends-on-resources': false },
  { 'entity-card:catalog/has-subcomponents': false },
];

/** What open pages cost the backend, and the plugin those who open them. */
export async function measurePages(place: Place): Promise<void> {
  const without = await aPlace({
    name: 'bench-pages',
    env: {
      ...INSPECTED,
      APP_CONFIG_app_extensions: JSON.stringify(WITHOUT_CARD),
    },
  });
  try {
    await measureWeight(place, without);
    await without.house.process('worker').kill();
    const backend = await Inspected.backendOf(without.house);
    await measureStreams(without, backend);
    backend.close();
  } finally {
    await without.leave();
  }
}
