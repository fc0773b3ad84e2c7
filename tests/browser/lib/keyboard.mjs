// Moving on a page by the keyboard alone.
import assert from "node:assert/strict";

/** @typedef {import("./axe.mjs").Visitor} Visitor */

/** Presses Tab until the focus stands on `id`, and holds that it can be seen there. @param {Visitor} one @param {string} id */
export async function tabsTo(one, id) {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    const focus = await one.page.evaluate(() => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement)) return null;
      const shown = [focused, focused.closest("label")].some((element) => {
        if (!element) return false;
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
      });
      return { id: focused.dataset.testid ?? "", shown };
    });
    if (focus?.id === id) {
      assert.ok(focus.shown, `the focus on ${id} cannot be seen`);
      return;
    }
    await one.page.keyboard.press("Tab");
  }
  throw new Error(`${id} cannot be reached with Tab`);
}
