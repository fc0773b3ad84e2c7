// Nobody who moves by keyboard is thrown back to the beginning of the page. Where the button that was just pressed is gone, the
// focus goes to the heading of what it stood in; a new view begins at its heading, as soon as there is one.

/** What has the focus and what it stands in, innermost first. @type {readonly Element[]} */
let path = [];

/** A view was opened whose heading is not there yet. */
let opened = false;

/** Begins to look after the focus of this page. Call once. */
export function keepFocus() {
  const remember = () => {
    const focused = document.activeElement;
    if (focused && focused !== document.body) path = [...around(focused)];
  };
  addEventListener("focusin", remember);
  // Whoever presses a button with the mouse may have the focus nowhere, and wants it nowhere.
  addEventListener("pointerdown", () => (path = []), { capture: true });
  addEventListener("click", remember, { capture: true });
  addEventListener("keydown", () => (opened = false), { capture: true });
  const changes = new MutationObserver(look);
  changes.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "hidden", "open", "class"] });
}

/** A new view: its heading gets the focus, for those who hear the page. */
export function beginAtHeading() {
  opened = true;
  requestAnimationFrame(begin);
}

function begin() {
  const heading = /** @type {HTMLElement | null} */ (opened ? document.querySelector("main h1") : null);
  if (!heading) return;
  opened = false;
  take(heading);
}

function look() {
  if (opened) begin();
  if (lost()) requestAnimationFrame(() => lost() && settle());
}

/** What had the focus is gone, and nothing else has it. */
function lost() {
  const [last] = path;
  const focused = document.activeElement;
  return last !== undefined && (focused === null || focused === document.body) && !(last.isConnected && last.checkVisibility() && !last.matches(":disabled"));
}

function settle() {
  const modal = document.querySelector("dialog:modal");
  const left = path.filter((one) => one.isConnected && one.checkVisibility() && (!modal || modal.contains(one)));
  for (const one of modal ? [...left, modal] : left) {
    const heading = one.querySelector("h1, h2, h3");
    if (heading instanceof HTMLElement && heading.checkVisibility()) return take(heading);
  }
}

/** @param {HTMLElement} heading */
function take(heading) {
  if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
  heading.focus();
}

/** @param {Element} inner */
function* around(inner) {
  for (let one = /** @type {Element | null} */ (inner); one; one = one.parentElement) yield one;
}
