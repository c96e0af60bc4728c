import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { JsonObject } from '@backstage/types';
import { useState } from 'react';
import { InputForm } from './InputForm';

function aForm(properties: JsonObject, required: string[] = []) {
  const sent: JsonObject[] = [];
  function Harness() {
    const [input, setInput] = useState<JsonObject>({});
    return (
      <>
        <InputForm
          id="form"
          schema={{ type: 'object', properties, required }}
          input={input}
          errors={[]}
          onChange={setInput}
          onSubmit={complete => sent.push(complete)}
        />
        <button type="submit" form="form">
          Go
        </button>
      </>
    );
  }
  renderInTestApp(<Harness />);
  const user = userEvent.setup();
  const go = () => user.click(screen.getByRole('button', { name: 'Go' }));
  return { sent, user, go };
}

describe('the form of an action', () => {
  it('lets people choose from a list', async () => {
    const { sent, user, go } = aForm({
      size: { type: 'string', title: 'Size', enum: ['small', 'large'] },
    });
    await user.click(await screen.findByRole('button', { name: /Size/ }));
    await user.click(await screen.findByRole('option', { name: 'large' }));
    await go();
    expect(sent).toEqual([{ size: 'large' }]);
  });

  it('sends numbers as numbers, and says what is none', async () => {
    const { sent, user, go } = aForm({
      count: { type: 'integer', title: 'Count', maximum: 9 },
    });
    const field = await screen.findByLabelText('Count');
    await user.type(field, 'many');
    await go();
    expect(field).toHaveAccessibleDescription(/must be integer/);
    await user.clear(field);
    await user.type(field, '7');
    await go();
    expect(sent).toEqual([{ count: 7 }]);
  });

  it('takes a list of any length', async () => {
    const { sent, user, go } = aForm({
      hosts: { type: 'array', title: 'Hosts', items: { type: 'string' } },
    });
    await user.click(await screen.findByRole('button', { name: /add/i }));
    await user.type(screen.getByRole('textbox'), 'db-1');
    await go();
    expect(sent).toEqual([{ hosts: ['db-1'] }]);
  });

  it('starts from the defaults, and takes yes or no', async () => {
    const { sent, user, go } = aForm({
      dryRun: { type: 'boolean', title: 'Dry run', default: true },
      name: { type: 'string', title: 'Name', default: 'nightly' },
    });
    const box = await screen.findByRole('checkbox', { name: 'Dry run' });
    expect(box).toBeChecked();
    await user.click(box);
    await go();
    expect(sent).toEqual([{ dryRun: false, name: 'nightly' }]);
  });

  it('asks in plain words for what is missing', async () => {
    const { sent, go } = aForm({ to: { type: 'string', title: 'To' } }, ['to']);
    const field = await screen.findByLabelText(/To/);
    await go();
    expect(field).toHaveAccessibleDescription('Fill this in');
    expect(sent).toEqual([]);
  });
});
