// Copies citations, and cites what is selected in a text. Without it every citation and every address stands on the page
// all the same.
(() => {
  const status = document.createElement("p");
  status.className = "aid";
  status.setAttribute("role", "status");
  document.body.append(status);

  /** Copies a text, and the same as HTML where it has type of its own. Says whether that worked. */
  async function copy(text, html) {
    try {
      if (html && globalThis.ClipboardItem) {
        const types = { "text/plain": text, "text/html": html };
        const blobs = Object.entries(types).map(([type, part]) => [type, new Blob([part], { type })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      return true;
    } catch {
      return copyByHand(text); // the page came over HTTP, or the browser is an old one
    }
  }

  function copyByHand(text) {
    const box = document.createElement("textarea");
    const focus = document.activeElement;
    box.value = text;
    box.className = "aid";
    document.body.append(box);
    box.select();
    const copied = document.execCommand("copy");
    box.remove();
    focus?.focus();
    return copied;
  }

  /** Tells what came of it: to the eye on the button, to the ear in the status. */
  function tell(button, copied, what) {
    const words = button.textContent;
    status.textContent = copied ? `Copied: ${what}` : `${what} could not be copied; select it and copy it by hand`;
    button.firstChild.textContent = copied ? "Copied" : "Not copied";
    setTimeout(() => {
      button.firstChild.textContent = button.dataset.words ?? words;
    }, 2000);
  }

  function buttonFor(words, more) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.dataset.words = words;
    button.append(words);
    if (more) {
      const aid = document.createElement("span");
      aid.className = "aid";
      aid.textContent = ` ${more}`;
      button.append(aid);
    }
    return button;
  }

  for (const citation of document.querySelectorAll("[data-citation]")) {
    const button = buttonFor("Copy", citation.dataset.label);
    const italic = citation.querySelector("i, em, cite") !== null;
    button.addEventListener("click", async () => {
      const text = citation.matches("pre") ? citation.textContent : citation.textContent.replace(/\s+/g, " ").trim();
      tell(button, await copy(text, italic ? citation.getHTML?.() : null), citation.dataset.label);
    });
    citation.after(button);
  }

  // ---- What is selected in a text ----

  const cite = document.querySelector("a.cite[data-note]");
  if (!cite) return;
  const texts = "[data-transcription], [data-notes]";
  const report = document.querySelector("a.report");
  const canonical = document.querySelector('link[rel="canonical"]');
  const address = canonical ? canonical.href : location.href.split("#")[0];

  /** The element with an address that a node stands in: a paragraph, a heading, an item, a note. */
  function placeOf(node) {
    const place = node.parentElement?.closest('[id^="p"], [id^="n"]');
    return place && /^[pn]\d+$/.test(place.id) ? place : null;
  }

  /** The stretches of text in a range that a browser finds as one: nothing of ours, no end of a block or a line in them. */
  function stretches(range) {
    const found = [];
    let open = false;
    const walk = (node) => {
      if (!range.intersectsNode(node)) return;
      if (node.nodeType === Node.TEXT_NODE) {
        const from = node === range.startContainer ? range.startOffset : 0;
        const to = node === range.endContainer ? range.endOffset : node.length;
        const text = node.data.slice(from, to);
        if (text === "") return;
        if (!open) found.push({ text: "", first: node, from });
        const stretch = found.at(-1);
        stretch.text += text;
        stretch.last = node;
        stretch.to = to;
        open = true;
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const apart = node.matches("[data-generated], br, .sign, .label") || getComputedStyle(node).display !== "inline";
        if (apart) open = false;
        if (!node.matches("[data-generated]")) node.childNodes.forEach(walk);
        if (apart) open = false;
      }
    };
    walk(range.commonAncestorContainer);
    return found
      .map((stretch) => ({ ...stretch, words: stretch.text.replace(/\s+/g, " ").trim() }))
      .filter(({ words }) => words !== "");
  }

  /** Encoded for a text directive, in which `-`, `,` and `&` are signs. */
  const encoded = (text) => encodeURIComponent(text).replaceAll("-", "%2D");

  /** Without what is no word at its ends: `]`, `,`. */
  const bare = (text) => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

  /** Some of the words of a text, from its start or its end. */
  const opening = (text, count) => bare(text.split(" ").slice(0, count).join(" "));
  const closing = (text, count) => bare(text.split(" ").slice(-count).join(" "));

  /**
   * A directive that leads a browser to the words. It looks for whole words, and takes the first place where they stand;
   * so they are given with more of themselves or with the words before them until there is no place before theirs. Where
   * that does not help there is none, and the address of the paragraph has to do.
   */
  function directive(parts) {
    const spoken = parts.filter(({ words }) => /[\p{L}\p{N}]/u.test(words));
    if (spoken.length === 0) return null;
    const first = whole(spoken[0]);
    const single = spoken.length === 1 ? bare(first) : null;
    const before = textBefore(spoken[0]);
    const earlier = (words) => before.all.includes(words.toLowerCase());
    const found = (words) => {
      const end = words === single ? "" : `,${encoded(closing(whole(spoken.at(-1)), 6))}`;
      if (!earlier(words)) return `:~:text=${encoded(words)}${end}`;
      for (const count of [2, 4, 8]) {
        const prefix = closing(before.near, count);
        if (prefix && !earlier(`${prefix} ${words}`)) return `:~:text=${encoded(prefix)}-,${encoded(words)}${end}`;
      }
      return null;
    };
    if (single && single.length <= 80) return found(single);
    const count = first.split(" ").length;
    for (const words of [6, 12, 24]) {
      // Of a single stretch, opening and closing must not run into one another.
      if (single && words + 6 >= count) return found(single);
      const text = opening(first, words);
      if (!earlier(text) || words >= count) return found(text);
    }
    return found(opening(first, 24));
  }

  /** The text of the page before a stretch, and of it what a browser finds together with the stretch. */
  function textBefore({ first, from }) {
    const range = document.createRange();
    range.setStart(document.body, 0);
    range.setEnd(first, from);
    const all = range.toString().replace(/\s+/g, " ").toLowerCase();
    const near = first.data.slice(0, from).replace(/[\p{L}\p{N}]+$/u, "");
    return { all, near: near.replace(/\s+/g, " ").trim() };
  }

  /** The words of a stretch, and what is missing of the words at its ends. */
  function whole({ words, first, from, last, to, text }) {
    const letter = /[\p{L}\p{N}]/u;
    const lead = /^\s/.test(text) ? "" : first.data.slice(0, from).match(/[\p{L}\p{N}]*$/u)[0];
    const trail = /\s$/.test(text) ? "" : last.data.slice(to).match(/^[\p{L}\p{N}]*/u)[0];
    return `${letter.test(words[0]) ? lead : ""}${words}${letter.test(words.at(-1)) ? trail : ""}`;
  }

  /** `par. 4`, `pars. 4–6`, `note 2`, nothing in a table. */
  function locator(first, last) {
    if (!first) return "";
    const number = (place) => place.id.slice(1);
    const name = first.id.startsWith("n") ? "note" : "par.";
    if (!last || last === first || last.id[0] !== first.id[0]) return `, ${name} ${number(first)}`;
    return `, ${name === "note" ? "notes" : "pars."} ${number(first)}–${number(last)}`;
  }

  /** What is selected, as words of the text: without what is ours, with the brackets as they were typed. */
  function selected() {
    const selection = getSelection();
    if (selection.rangeCount === 0 || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const within = range.commonAncestorContainer;
    const element = within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement;
    if (!element?.closest(texts) && !element?.querySelector(texts)) return null;
    const parts = stretches(range).filter(({ first }) => first.parentElement.closest(texts));
    if (parts.length === 0) return null;
    const [start, end] = [placeOf(parts[0].first), placeOf(parts.at(-1).last)];
    const quotation = parts
      .map(({ text }, at) => (at > 0 && apart(parts[at - 1], parts[at]) ? ` ${text}` : text))
      .join("")
      .replace(/\s+/g, " ")
      .trim();
    const words = directive(parts);
    const fragment = `${start?.id ?? ""}${words ?? ""}`;
    return {
      quotation,
      start,
      end: end ?? parts.at(-1).last.parentElement,
      text: `“${quotation}”\n\n${cite.dataset.note}${locator(start, end)}.\n${address}${fragment && `#${fragment}`}`,
    };
  }

  /** Whether two stretches are in different blocks or lines, and not only on both sides of a note’s call. */
  function apart(one, other) {
    if (placeOf(one.last) !== placeOf(other.first)) return true;
    const between = document.createRange();
    between.setStartAfter(one.last);
    between.setEndBefore(other.first);
    return between.cloneContents().querySelector("br, td, th") !== null;
  }

  let shown = null;

  function hide() {
    shown?.element.remove();
    shown = null;
  }

  function show(what) {
    hide();
    const element = document.createElement("span");
    element.className = "selected";
    element.lang = document.documentElement.lang;
    element.dataset.generated = "";
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", "Selected words");
    const button = buttonFor("Copy with citation");
    button.addEventListener("click", async () => tell(button, await copy(what.text), "the quotation with its citation and address"));
    element.append(button);
    if (report) {
      const link = document.createElement("a");
      const line = report.href.startsWith("mailto:") ? "\r\n" : "\n";
      const place = what.start ? `#${what.start.id}` : "";
      const quoted = what.quotation.length > 300 ? `${what.quotation.slice(0, 300)} …` : what.quotation;
      link.href = report.href + encodeURIComponent(`${place}${line}Quotation: “${quoted}”`);
      link.textContent = "Report an error";
      element.append(link);
    }
    // The selection would be gone before the click.
    element.addEventListener("mousedown", (event) => event.preventDefault());
    // In the block where the selection ends, so that the next key after it leads here.
    what.end.append(element);
    shown = { ...what, element };
    settle();
    status.textContent = "The words can be copied with their citation: the button follows them";
  }

  /** Puts it below the end of the selection, and on the screen. */
  function settle() {
    const selection = getSelection();
    if (!shown || selection.rangeCount === 0) return;
    const lines = [...selection.getRangeAt(0).getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    const line = lines.at(-1) ?? shown.end.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = shown.element;
    const left = Math.max(8, Math.min(line.left, innerWidth - width - 8));
    const top = Math.max(8, Math.min(line.bottom + 8, innerHeight - height - 8));
    shown.element.style.left = `${left}px`;
    shown.element.style.top = `${top}px`;
  }

  let pressed = false;
  let waiting = 0;
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (pressed || shown?.element.contains(document.activeElement)) return;
      const what = selected();
      if (!what) hide();
      else if (what.text !== shown?.text) show(what);
    }, 200);
  }

  document.addEventListener("pointerdown", (event) => {
    pressed = !shown?.element.contains(event.target);
  });
  document.addEventListener("pointerup", () => {
    pressed = false;
    soon();
  });
  document.addEventListener("pointercancel", () => {
    pressed = false;
  });
  document.addEventListener("selectionchange", soon);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) {
      hide();
      getSelection().removeAllRanges();
    }
  });
  addEventListener("scroll", settle, { passive: true });
  addEventListener("resize", settle);
})();
