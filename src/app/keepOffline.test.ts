import { describe, expect, test, vi } from 'vitest';
import { keepOffline } from './keepOffline.ts';

/** A worker that goes through its life when told. */
class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'installing';
  readonly postMessage = vi.fn();
  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  active: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  readonly update = vi.fn(() => Promise.resolve());
  find(worker: FakeWorker): void {
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
  }
}

class FakeContainer extends EventTarget {
  readonly registration = new FakeRegistration();
  readonly register = vi.fn(() => Promise.resolve(this.registration));
}

async function keep(change: (registration: FakeRegistration) => void = () => undefined) {
  const container = new FakeContainer();
  change(container.registration);
  const onKept = vi.fn();
  const onUpdate = vi.fn<(update: () => void) => void>();
  const reload = vi.fn();
  const check = await keepOffline({
    container: container as unknown as ServiceWorkerContainer,
    scriptUrl: 'serviceWorker.js',
    onKept,
    onUpdate,
    reload,
  });
  return { container, registration: container.registration, onKept, onUpdate, reload, check };
}

describe('a first visit', () => {
  test('says once that the page is kept, when all files are there', async () => {
    const worker = new FakeWorker();
    const { onKept, onUpdate } = await keep((registration) => {
      registration.installing = worker;
    });
    worker.become('installed');
    expect(onKept).not.toHaveBeenCalled();
    worker.become('activated');
    expect(onKept).toHaveBeenCalledExactlyOnceWith(true);
    expect(onUpdate).not.toHaveBeenCalled();
  });

  test('says nothing when files could not be kept', async () => {
    const worker = new FakeWorker();
    const { onKept, onUpdate } = await keep((registration) => {
      registration.installing = worker;
    });
    worker.become('redundant');
    expect(onKept).not.toHaveBeenCalled();
    expect(onUpdate).not.toHaveBeenCalled();
  });
});

describe('a later visit', () => {
  const later = (registration: FakeRegistration) => {
    registration.active = new FakeWorker();
  };

  test('knows at once that the page is kept, and that this is no news', async () => {
    const { onKept, onUpdate } = await keep(later);
    expect(onKept).toHaveBeenCalledExactlyOnceWith(false);
    expect(onUpdate).not.toHaveBeenCalled();
  });

  test('offers a version that was found, and reloads when that has taken over, not before', async () => {
    const { onUpdate, registration, container, reload } = await keep(later);
    const newer = new FakeWorker();
    registration.find(newer);
    expect(onUpdate).not.toHaveBeenCalled();
    newer.become('installed');
    expect(newer.postMessage).not.toHaveBeenCalled();

    onUpdate.mock.calls[0]![0]();
    expect(newer.postMessage).toHaveBeenCalledExactlyOnceWith('activate');
    expect(reload).not.toHaveBeenCalled();
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledOnce();
  });

  test('offers a version that has been waiting since an earlier visit', async () => {
    const { onUpdate } = await keep((registration) => {
      later(registration);
      registration.waiting = new FakeWorker();
    });
    expect(onUpdate).toHaveBeenCalledOnce();
  });

  test('does not reload because another tab let the new version in, and then only reloads', async () => {
    const { onUpdate, registration, container, reload } = await keep(later);
    const newer = new FakeWorker();
    registration.find(newer);
    newer.become('installed');
    newer.become('activated');
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).not.toHaveBeenCalled();

    onUpdate.mock.calls[0]![0]();
    expect(newer.postMessage).not.toHaveBeenCalled();
    expect(reload).toHaveBeenCalledOnce();
  });
});

test('a browser that refuses is heard, and one is asked for a newer version on demand', async () => {
  const { check, registration } = await keep();
  await check();
  expect(registration.update).toHaveBeenCalledOnce();

  const container = new FakeContainer();
  container.register.mockRejectedValue(new DOMException('refused', 'SecurityError'));
  const refused = keepOffline({
    container: container as unknown as ServiceWorkerContainer,
    scriptUrl: 'serviceWorker.js',
    onKept: vi.fn(),
    onUpdate: vi.fn(),
    reload: vi.fn(),
  });
  await expect(refused).rejects.toThrow('refused');
});
