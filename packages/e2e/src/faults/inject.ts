import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Victim } from './faultPlan.ts';
import type { FaultyHouse } from './FaultyHouse.ts';

const PASS = { mode: 'pass' } as const;

async function kill(place: FaultyHouse, victim: Victim): Promise<void> {
  if (victim === 'postgres') await place.postgres?.kill();
  else await place.house.process(victim).kill();
}

async function revive(place: FaultyHouse, victim: Victim): Promise<void> {
  if (victim === 'postgres') await place.postgres?.start();
  else await place.house.process(victim).start();
}

/** Has one fault happen, and everything well again afterwards. */
export async function inject(place: FaultyHouse, fault: Fault): Promise<void> {
  const { kills, lastsMs, link, restMs } = fault;
  await sleep(restMs);
  const proxy = link && place.proxies[link.name];
  await proxy?.behave(link?.behaves ?? PASS);
  if (kills && link) await sleep(lastsMs);
  if (kills) await kill(place, kills);
  if (!kills || !link) await sleep(lastsMs);
  await proxy?.behave(PASS);
  if (kills) await revive(place, kills);
}
