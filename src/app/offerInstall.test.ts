import { expect, test, vi } from 'vitest';
import { createInstallation } from '../state/shell/installation.ts';
import { offerInstall } from './offerInstall.ts';

function offered() {
  const page = new EventTarget();
  const installation = createInstallation();
  offerInstall(page, installation);
  const prompt = vi.fn(() => Promise.resolve());
  const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
  page.dispatchEvent(event);
  return { page, installation, prompt, event };
}

test('the browser’s own bar is held back, and asked for once by the button', () => {
  const { installation, prompt, event } = offered();
  expect(event.defaultPrevented).toBe(true);
  expect(prompt).not.toHaveBeenCalled();
  installation.getState().install?.();
  expect(prompt).toHaveBeenCalledOnce();
  expect(installation.getState().install).toBeNull();
});

test('an installed page offers nothing more', () => {
  const { page, installation } = offered();
  page.dispatchEvent(new Event('appinstalled'));
  expect(installation.getState().install).toBeNull();
});
