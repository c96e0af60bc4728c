import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  SECRET_PROPERTY,
  type RunDetail,
  type RunPayloads,
} from 'backstage-plugin-temporal-common';
import { runPage } from '../plugin';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { aDetail, runId } from '../testing/builders';
import { openApp } from '../testing/openPage';
import { until } from '../testing/until';

const COOKIE = 'GET /.backstage/auth/v1/cookie';
const ENVELOPE = 'eyJhbGciOiJkaXIifQ..canary';
const mask = { [SECRET_PROPERTY]: true } as const;
const sealed = { [SECRET_PROPERTY]: ENVELOPE };
const temporalUrl = 'https://temporal.test/run/1';

function aPage(value: RunPayloads, part: Partial<RunDetail> = {}) {
  const backend = new HttpBackend();
  backend.answer(COOKIE, () =>
    Response.json({ expiresAt: new Date(Date.now() + 3_600_000) }),
  );
  const payloads = { visible: true, value } as const;
  backend.runs = [aDetail({ status: 'succeeded', payloads, ...part })];
  openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
  return backend;
}

async function region(name: string) {
  return within(await screen.findByRole('region', { name }));
}

describe('the page of a run that was given secrets', () => {
  it.each([
    ['masked', mask],
    ['in its envelope', sealed],
  ])('shows that there is a secret, if it came %s', async (_, secret) => {
    aPage({
      input: {
        to: '0042',
        password: secret,
        hosts: [
          { name: 'db-1', key: secret },
          { name: 'db-2', key: secret },
        ],
        keys: [secret, secret],
      },
    });
    const inputs = await region('Inputs');
    expect(
      inputs.getAllByRole('img', { name: 'Secret, not shown' }),
    ).toHaveLength(5);
    expect(inputs.getByText('0042')).toBeVisible();
    expect(inputs.getByRole('columnheader', { name: 'Key' })).toBeVisible();
    await userEvent.click(inputs.getByRole('switch'));
    expect(inputs.getByText(/"temporal.io\/secret": true/)).toBeVisible();
    expect(document.body.innerHTML).not.toContain(ENVELOPE);
  });

  it('says why the result is not there, and where it is', async () => {
    aPage({ result: mask }, { temporalUrl });
    const result = await region('Result');
    expect(
      result.getByText(/Sealed, because this run was given/),
    ).toBeVisible();
    expect(result.getByRole('link')).toHaveAttribute('href', temporalUrl);
  });

  it('leads nowhere where the address of Temporal’s page is not known', async () => {
    aPage({ result: mask });
    const result = await region('Result');
    expect(result.getByText(/Sealed, because/)).toBeVisible();
    expect(result.queryByRole('link')).toBeNull();
  });

  it('tells of what kind a sealed failure is, and what caused it', async () => {
    aPage(
      {
        failure: {
          message: 'password canary refused',
          type: 'LoginFailed',
          sealed: true,
          cause: { message: 'canary', type: 'Refused', sealed: true },
        },
      },
      { status: 'failed', temporalUrl },
    );
    const wrong = await region('What went wrong');
    expect(wrong.getAllByText(/Sealed, because/)).toHaveLength(2);
    expect(wrong.getByText('LoginFailed')).toBeVisible();
    expect(wrong.getByText('Refused')).toBeVisible();
    expect(wrong.queryByText(/canary/)).toBeNull();
    expect(wrong.getByRole('link')).toHaveAttribute('href', temporalUrl);
  });

  it('lets Temporal’s page decode in the name of who looks', async () => {
    const backend = aPage({ input: { password: mask } }, { temporalUrl });
    await until(() => backend.count(COOKIE) > 0);
    expect(backend.count(COOKIE)).toBe(1);
  });

  it('says so when it could not, and tries again', async () => {
    const backend = aPage({ result: mask }, { temporalUrl });
    backend.answer(COOKIE, () =>
      failure(503, { name: 'ServiceUnavailableError', message: 'Off' }),
    );
    expect(await screen.findByText(/can’t show yet/)).toBeVisible();
    backend.answer(COOKIE, () =>
      Response.json({ expiresAt: new Date(Date.now() + 3_600_000) }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await until(() => screen.queryByText(/can’t show yet/) === null);
  });

  it('asks for no such right for any other run', async () => {
    const backend = aPage({ input: { to: '0042' } }, { temporalUrl });
    expect(await screen.findByText('0042')).toBeVisible();
    expect(backend.count(COOKIE)).toBe(0);
  });
});
