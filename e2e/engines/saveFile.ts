import type { EngineScreen } from './engineScreen.ts';
import { clickOn, expectText } from './onScreen.ts';

declare global {
  interface Window {
    /** What {@link saveFile} caught. */
    caughtDownload?: { readonly name: string; readonly url: string };
  }
}

/**
 * Presses Save in the dialog of the same name and gives the file that the page hands to the browser, which does with it
 * what is not ours: some of these drivers cannot say where a download went.
 */
export async function saveFile(
  engine: EngineScreen,
): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  await engine.evaluate(() => {
    HTMLAnchorElement.prototype.click = function catchDownload() {
      window.caughtDownload = { name: this.download, url: this.href };
    };
  });
  await clickOn(engine, 'button', 'Save');
  await expectText(engine, '[role=dialog]', /PNG, \d+ × \d+ pixels/);
  await clickOn(engine, '[role=dialog] button', 'Save');
  await expectText(engine, '[role=dialog] [role=status]', 'Saved stratacam_');
  const { name, base64 } = await engine.evaluate(async () => {
    const caught = window.caughtDownload;
    if (caught === undefined) throw new Error('no file was saved');
    const bytes = new Uint8Array(await (await fetch(caught.url)).arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 32_768) {
      text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    }
    return { name: caught.name, base64: btoa(text) };
  });
  return { name, bytes: Uint8Array.from(Buffer.from(base64, 'base64')) };
}
