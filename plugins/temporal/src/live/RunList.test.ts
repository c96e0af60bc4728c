import { TemporalClient } from '../api/TemporalClient';
import { failure, HttpBackend } from '../testing/HttpBackend';
import { newsText } from '../testing/EventStream';
import { aRun, PAYMENTS, runId } from '../testing/builders';
import { pause, until } from '../testing/until';
import { LiveRuns } from './LiveRuns';
import type { WantedRuns } from './WantedRuns';

const stops: (() => void)[] = [];

async function aList(
  count: number,
  pageSize = 20,
  wanted: WantedRuns = { entityRef: PAYMENTS },
) {
  const backend = new HttpBackend();
  backend.pageSize = pageSize;
  backend.runs = Array.from({ length: count }, (_, index) =>
    aRun({ id: runId(count - index), version: count - index }),
  );
  const list = new LiveRuns(new TemporalClient(backend)).list(wanted);
  stops.push(list.state.subscribe(() => {}));
  await until(() => backend.streams.length === 1);
  backend.stream.ready(count);
  await until(() => backend.count('GET /runs') === 2);
  await until(() => !list.state.get().looking);
  return { backend, list };
}

afterEach(() => stops.splice(0).forEach(stop => stop()));

describe('RunList', () => {
  it('answers much news at once with one look', async () => {
    const { backend, list } = await aList(3);
    backend.runs[0] = aRun({ ...backend.runs[0], version: 9 });
    backend.stream.write(
      newsText(runId(1), 7) + newsText(runId(2), 8) + newsText(runId(3), 9),
    );
    await until(() => list.state.get().runs.get(runId(3))?.version === 9);
    expect(backend.count('GET /runs')).toBe(3);
  });

  it('looks once more, and never twice at the same time', async () => {
    const { backend, list } = await aList(1);
    const waiting: (() => void)[] = [];
    backend.answer('GET /runs', async () => {
      await new Promise<void>(resolve => waiting.push(resolve));
      return Response.json({ items: backend.runs });
    });
    for (const version of [2, 3, 4, 5]) {
      backend.stream.news(runId(1), version);
      await pause(5);
    }
    expect(waiting).toHaveLength(1);
    waiting[0]();
    await until(() => waiting.length === 2);
    waiting[1]();
    await until(() => !list.state.get().looking);
    expect(waiting).toHaveLength(2);
  });

  it('shows a started run on top before any list knows it', async () => {
    const { list } = await aList(2);
    list.add(aRun({ id: runId(9), version: 9 }));
    expect(list.state.get().ids[0]).toBe(runId(9));
    await until(() => !list.state.get().looking);
    expect(list.state.get().ids).toEqual([runId(9), runId(2), runId(1)]);
  });

  it('is not set back by an answer that was overtaken', async () => {
    const { backend, list } = await aList(1);
    list.add(aRun({ id: runId(1), version: 5, status: 'succeeded' }));
    list.look();
    await until(() => backend.count('GET /runs') > 2);
    await until(() => !list.state.get().looking);
    expect(list.state.get().runs.get(runId(1))?.status).toBe('succeeded');
  });

  it('loads older runs page by page, and keeps those live too', async () => {
    const { backend, list } = await aList(50);
    await list.loadMore();
    expect(list.state.get().ids).toHaveLength(40);
    await list.loadMore();
    expect(list.state.get().ids).toHaveLength(50);
    expect(list.state.get().nextCursor).toBeUndefined();
    backend.runs[45] = aRun({
      ...backend.runs[45],
      version: 99,
      status: 'failed',
    });
    const { id } = backend.runs[45];
    backend.stream.news(id, 99);
    await until(() => list.state.get().runs.get(id)?.status === 'failed');
    expect(list.state.get().ids).toHaveLength(50);
  });

  it('begins anew where nobody knows what lies between', async () => {
    const { backend, list } = await aList(25);
    await list.loadMore();
    backend.runs = Array.from({ length: 60 }, (_, index) =>
      aRun({ id: runId(100 - index), version: 100 - index }),
    );
    list.look();
    await until(() => list.state.get().ids[0] === runId(100));
    expect(list.state.get().ids).toHaveLength(20);
    await list.loadMore();
    expect(list.state.get().ids).toHaveLength(40);
  });

  it('lets go of an older run that is no longer what is wanted', async () => {
    const { backend, list } = await aList(30, 20, { status: ['running'] });
    await list.loadMore();
    const { id } = backend.runs[25];
    backend.runs[25] = aRun({ id, version: 99, status: 'failed' });
    backend.stream.news(id, 99);
    await until(() => list.state.get().ids.length === 29);
    expect(list.state.get().ids).not.toContain(id);
  });

  it('keeps what it shows when a look fails', async () => {
    const { backend, list } = await aList(2);
    backend.answer('GET /runs', () =>
      failure(500, { name: 'Error', message: 'Broken' }),
    );
    list.look();
    await until(() => list.state.get().error !== undefined);
    expect(list.state.get().ids).toHaveLength(2);
    backend.answerAsUsual('GET /runs');
    list.look();
    await until(() => list.state.get().error === undefined);
  });
});
