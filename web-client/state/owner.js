// Who ends what: every subscription, timer and listener is given to an owner, and ends with it at the latest.

export class Owner {
  /** @type {Set<() => void>} */
  #endings = new Set();
  #over = false;

  /** Whether it has ended. */
  get over() {
    return this.#over;
  }

  /**
   * Takes charge of something that `end` ends.
   * @param {() => void} end
   * @returns {() => void} ends it now
   */
  own(end) {
    if (this.#over) {
      end();
      return () => {};
    }
    const once = () => {
      if (this.#endings.delete(once)) end();
    };
    this.#endings.add(once);
    return once;
  }

  /** An owner that ends with this one.
   * @returns {Owner} */
  child() {
    const child = new Owner();
    const release = this.own(() => child.dispose());
    child.own(release);
    return child;
  }

  /**
   * Listens to `target` until the owner ends.
   * @param {EventTarget} target
   * @param {string} type
   * @param {(event: any) => void} listener
   */
  listen(target, type, listener) {
    target.addEventListener(type, listener);
    return this.own(() => target.removeEventListener(type, listener));
  }

  /**
   * @param {number} milliseconds
   * @param {() => void} body
   * @returns {() => void} cancels it
   */
  after(milliseconds, body) {
    /** @type {() => void} */
    let forget = () => {};
    const timer = setTimeout(() => {
      forget();
      body();
    }, milliseconds);
    forget = this.own(() => clearTimeout(timer));
    return forget;
  }

  /**
   * @param {number} milliseconds
   * @param {() => void} body
   * @returns {() => void} ends it
   */
  every(milliseconds, body) {
    const timer = setInterval(body, milliseconds);
    return this.own(() => clearInterval(timer));
  }

  /** Ends everything, the newest first. */
  dispose() {
    this.#over = true;
    for (const end of [...this.#endings].reverse()) end();
  }
}
