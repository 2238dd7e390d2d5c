// Nothing is left in the other language.
import { found } from "./axe.js";

/** No Chinese on an English page, but for the name of the house, the other language's own name, and a document. */
export async function checkTranslated(page, where) {
  const chinese = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const { textContent, parentElement } = walker.currentNode;
      if (
        /\p{Script=Han}/u.test(textContent) &&
        !parentElement.closest(".brand, .seal, .editor, .as-written, .own-words, [lang='zh-CN']:not(html)")
      )
        texts.push(textContent);
    }
    return texts;
  });
  found.push(...chinese.map((text) => `${where} is not all English: ${text}`));
}
