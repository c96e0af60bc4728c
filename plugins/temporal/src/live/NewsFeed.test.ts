import { TemporalClient } from '../api/TemporalClient';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { PAYMENTS } from '../testing/builders';
import { pause, setHidden, until } from '../testing/until';
import { NewsFeed, type FeedTiming } from './NewsFeed';
import type { Topic } from './Topics';

const entity = { kind: 'entity', entityRef: PAYMENTS } as const;
const aRunTopic = { kind: 'run', runId: 'run-1' } as const;

const impatient: FeedTiming = {
  quietMs: 10_000,
  pollMs: 10_000,
  firstRetryMs: 5,
  lastRetryMs: 20,
};

const stops: (() => void)[] = [];

function aFeed(timing: Partial<FeedTiming> = {}) {
  const backend = new HttpBackend();
  const client = new TemporalClient(backend);
  const feed = new NewsFeed(client, { ...impatient, ...timing });
  const follow = (topic: Topic) => {
    const heard: (string | undefined)[] = [];
    const stop = feed.follow(topic, news => heard.push(news?.runId));
    stops.push(stop);
    return { heard, stop };
  };
  return { backend, feed, follow };
}

async function live(
  { backend, feed }: ReturnType<typeof aFeed>,
  version: number,
) {
  await until(() => backend.streams.some(({ closed }) => !closed));
  backend.stream.ready(version);
  await until(() => feed.state.get() === 'live');
}

afterEach(() => {
  setHidden(false);
  stops.splice(0).forEach(stop => stop());
});

describe('NewsFeed', () => {
  it('opens one stream for all who listen in the tab', async () => {
    const house = aFeed();
    const one = house.follow(entity);
    const two = house.follow(aRunTopic);
    await live(house, 5);
    expect(house.backend.streams).toHaveLength(1);
    const { query } = house.backend.stream;
    expect([query.get('entityRef'), query.get('runId')]).toEqual([
      PAYMENTS,
      'run-1',
    ]);
    one.heard.length = two.heard.length = 0;
    house.backend.stream.news('run-2', 6);
    house.backend.stream.news('run-1', 7);
    await until(() => two.heard.length === 1);
    expect(one.heard).toEqual(['run-2', 'run-1']);
    expect(two.heard).toEqual(['run-1']);
  });

  it('widens the stream for who listens to everything', async () => {
    const house = aFeed();
    house.follow(aRunTopic);
    await live(house, 5);
    const { heard } = house.follow({ kind: 'all' });
    await until(() => house.backend.streams.length === 2);
    expect([...house.backend.stream.query.keys()]).toEqual(['cursor']);
    await live(house, 5);
    house.backend.stream.news('run-9', 6);
    await until(() => heard.includes('run-9'));
  });

  it('has everybody look once more when a first stream is ready', async () => {
    const house = aFeed();
    const { heard } = house.follow(entity);
    await live(house, 5);
    expect(heard).toEqual([undefined]);
  });

  it('resumes a broken stream from the last version it heard of', async () => {
    const house = aFeed();
    const { heard } = house.follow(entity);
    await live(house, 5);
    house.backend.stream.news('run-1', 8);
    await until(() => heard.includes('run-1'));
    house.backend.stream.break(new Error('cable pulled'));
    await until(() => house.backend.streams.length === 2);
    expect(house.backend.stream.query.get('cursor')).toBe('8');
    await live(house, 9);
    expect(heard).toEqual([undefined, 'run-1']);
  });

  it('asks again when the server ends the stream', async () => {
    const house = aFeed();
    house.follow(entity);
    await live(house, 5);
    house.backend.stream.end();
    await until(() => house.backend.streams.length === 2);
    expect(house.feed.state.get()).toBe('connecting');
  });

  it('closes the stream while the tab is hidden, and resumes after', async () => {
    const house = aFeed();
    house.follow(entity);
    await live(house, 5);
    setHidden(true);
    await until(() => house.backend.stream.closed);
    await pause(50);
    expect(house.backend.streams).toHaveLength(1);
    setHidden(false);
    await until(() => house.backend.streams.length === 2);
    expect(house.backend.stream.query.get('cursor')).toBe('5');
  });

  it('takes a stream that has gone silent for cut', async () => {
    const house = aFeed({ quietMs: 50 });
    house.follow(entity);
    await live(house, 5);
    await until(() => house.backend.streams.length === 2);
    expect(house.backend.streams[0].closed).toBe(true);
  });

  it('keeps a stream that has nothing but heartbeats', async () => {
    const house = aFeed({ quietMs: 100 });
    house.follow(entity);
    await live(house, 5);
    for (let beat = 0; beat < 6; beat += 1) {
      await pause(40);
      house.backend.stream.write(':\n\n');
    }
    expect(house.backend.streams).toHaveLength(1);
  });

  it('polls while the stream is cut, and stops when it is back', async () => {
    const house = aFeed({ pollMs: 20 });
    house.backend.answer('GET /events', () =>
      failure(503, { name: 'ServiceUnavailableError', message: 'Not now' }),
    );
    const { heard } = house.follow(entity);
    await until(() => heard.length >= 3);
    expect(house.feed.state.get()).toBe('cut');
    house.backend.answerAsUsual('GET /events');
    await live(house, 5);
    const soFar = heard.length;
    await pause(100);
    expect(heard).toHaveLength(soFar);
  });

  it('lets go of the stream when nobody listens any more', async () => {
    const house = aFeed();
    const { stop } = house.follow(entity);
    await live(house, 5);
    stop();
    await until(() => house.backend.stream.closed);
    expect(house.feed.state.get()).toBe('resting');
  });

  it('keeps its stream when one listener takes over from another', async () => {
    const house = aFeed();
    const { stop } = house.follow(entity);
    await live(house, 5);
    stop();
    house.follow(entity);
    await pause(20);
    expect(house.backend.streams).toHaveLength(1);
  });
});
