import { StartLimit } from './StartLimit';

const person = (name: string) =>
  ({ kind: 'user', entityRef: `user:default/${name}` } as const);

describe('the limit of starts', () => {
  it('holds one caller back, says for how long, and no other', async () => {
    const limit = new StartLimit(2);
    await limit.take(person('ada'));
    await limit.take(person('ada'));
    await expect(limit.take(person('ada'))).rejects.toMatchObject({
      statusCode: 429,
      message: expect.stringMatching(/2 runs a minute; try again in \d+ s/),
    });
    await expect(limit.take(person('nina'))).resolves.toBeUndefined();
  });
});
