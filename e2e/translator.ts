/** A browser's translator, as far as a page notices one: Chrome puts each text into two `<font>` elements. */
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** The texts that were replaced, each with the element that stands for it now. */
    replacedTexts?: Map<Text, HTMLElement>;
  }
}

/**
 * Replaces every text node of the page and every one that comes later. The words stay the same, so that tests find
 * what they look for: it is not the language that breaks pages, but that their text nodes are gone.
 */
export async function translatePage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const replaced = new Map<Text, HTMLElement>();
    window.replacedTexts = replaced;
    const untouched = 'script, style, noscript, textarea, font, [translate="no"], .notranslate';

    function translate(text: Text): void {
      const words = text.nodeValue ?? '';
      if (words.trim() === '' || text.parentElement === null || text.parentElement.closest(untouched)) return;
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.textContent = words;
      outer.append(inner);
      replaced.set(text, outer);
      text.replaceWith(outer);
    }

    function translateAll(root: Node): void {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts = root instanceof Text ? [root] : [];
      while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
      texts.forEach(translate);
    }

    new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'characterData') translateAll(target);
        for (const node of addedNodes) if (node.isConnected) translateAll(node);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    translateAll(document.body);
  });
}

/** Texts on the page in whose place the page has meanwhile written something else, which nobody sees. */
export function staleTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...(window.replacedTexts ?? [])]
      .filter(([text, shown]) => shown.isConnected && text.nodeValue !== shown.textContent)
      .map(([text, shown]) => `“${shown.textContent}” stands where “${text.nodeValue}” should`),
  );
}
