import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { run } from './commands.mjs';

const script = new URL('temporalServer.mjs', import.meta.url).href;
const program = `import { findTemporalServer } from '${script}';
console.log(await findTemporalServer());`;

describe("Temporal's official server", () => {
  let nothing;
  before(async () => {
    nothing = await mkdtemp(join(tmpdir(), 'backstage-no-server-'));
  });
  after(() => rm(nothing, { recursive: true, force: true }));

  const find = env =>
    run(process.execPath, ['--input-type=module', '--eval', program], {
      env: { PATH: nothing, XDG_CACHE_HOME: nothing, ...env },
    });

  it('is the one that the environment names', async () => {
    const chosen = process.execPath;
    const found = await find({ TEMPORAL_SERVER_PATH: chosen });
    assert.equal(found.trim(), chosen);
  });

  it('is not looked for elsewhere when the named one is not there', async () => {
    const chosen = join(nothing, 'server');
    await assert.rejects(
      find({ TEMPORAL_SERVER_PATH: chosen }),
      /TEMPORAL_SERVER_PATH=.*is no executable file/,
    );
  });

  it('can not be built without Go, which says what to install', async () => {
    await assert.rejects(find({}), /Install Go 1\.26\.8 or newer/);
  });
});
