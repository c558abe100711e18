// Numbers as the index writes them; `src/write/search/numbers.rs` says how.
(() => {
  /** Reads numbers one after the other. */
  class Numbers {
    constructor(text) {
      this.text = text;
      this.at = 0;
    }

    get more() {
      return this.at < this.text.length;
    }

    next() {
      let number = 0;
      for (;;) {
        const code = this.text.charCodeAt(this.at++);
        const value = code > 92 ? code - 36 : code - 35;
        if (value < 60) return number * 60 + value;
        // Past the end there is no character, and no digit that could end the number.
        if (Number.isNaN(value)) return 0;
        number = number * 31 + value - 60;
      }
    }
  }

  /** A length from its step. */
  const length = (step) => ((4 + (step % 4)) * 2 ** Math.floor(step / 4)) / 4;

  Object.assign(globalThis.editionFind, { Numbers, length });
})();
