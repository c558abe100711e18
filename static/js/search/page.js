// The search page: the address of a search (`#q=…`), its form, and the list of what was found.
(() => {
  const find = globalThis.editionFind;
  const form = document.getElementById("search");
  const status = document.getElementById("found");
  const results = document.getElementById("results");
  const further = document.getElementById("further");
  const facets = [...form.querySelectorAll("[data-facet]")];
  const step = 10;
  /** How many values of a facet are offered. */
  const offered = 40;
  /** The search that is shown; what comes late of an earlier one is dropped. */
  let current = 0;
  let shown = { list: [], atoms: [] };
  const chosen = Object.fromEntries(facets.map((facet) => [facet.dataset.facet, new Set()]));

  find.open("./");
  form.hidden = false;
  document.getElementById("plea").hidden = true;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /** The search as the form has it, and as its address says it. */
  function asked() {
    const said = new URLSearchParams();
    const data = new FormData(form);
    for (const name of ["q", "layer", "from", "to", "order"]) {
      const value = String(data.get(name) ?? "").trim();
      if (value) said.set(name, value);
    }
    for (const [facet, values] of Object.entries(chosen)) for (const value of values) said.append(facet, value);
    return said;
  }

  /** Fills the form from the address. */
  function fill(said) {
    for (const name of ["q", "from", "to"]) form.elements[name].value = said.get(name) ?? "";
    for (const name of ["layer", "order"]) {
      for (const choice of form.elements[name]) choice.checked = choice.value === (said.get(name) ?? "");
      if (![...form.elements[name]].some((choice) => choice.checked)) form.elements[name][0].checked = true;
    }
    for (const facet of facets) {
      const values = said.getAll(facet.dataset.facet);
      chosen[facet.dataset.facet] = new Set(values);
      if (values.length > 0) facet.open = true;
    }
  }

  async function search(isAgain = false) {
    const said = new URLSearchParams(location.hash.slice(1));
    const mine = ++current;
    fill(said);
    results.replaceChildren();
    results.start = 1;
    further.hidden = true;
    const query = find.parse(said.get("q") ?? "");
    const layer = ["document", "editor", "hand"].includes(said.get("layer")) ? said.get("layer") : "";
    if (!query && !narrowed(said)) {
      status.textContent = said.get("q") ? "There is no word to look for in this." : "";
      return;
    }
    status.textContent = "Searching …";
    try {
      let any = false;
      let found = query ? await find.rank(query, layer, false) : await everything();
      if (query && found.list.length === 0 && query.kind === "and") {
        found = await find.rank(query, layer, true);
        any = found.list.length > 0;
      }
      const list = await narrow(found.list, said);
      if (mine !== current) return;
      if (said.get("order") === "date") list.sort((one, other) => one - other);
      shown = { list, atoms: found.atoms };
      await more(mine);
      if (mine !== current) return;
      const early = find.tooEarly(said.get("q") ?? "").map((word) => ` Three letters must stand before the star or question mark of ${word}, so it was left out.`);
      status.textContent = `${counted(list.length)}${any ? ". None has all the words; these have some of them" : ""}.${early.join("")}`;
      await counts();
    } catch (fault) {
      if (mine !== current) return;
      if (fault.print !== undefined && !isAgain) {
        // The index that was read is an older one than that which is there.
        await find.renew(fault.print).catch(() => {});
        if (mine === current) await search(true);
        return;
      }
      status.textContent = `The search failed: ${fault.message}.`;
    }
  }

  const counted = (count) => (count === 0 ? "No documents" : count === 1 ? "1 document" : `${count} documents`);

  const narrowed = (said) => ["from", "to", ...facets.map((facet) => facet.dataset.facet)].some((name) => said.get(name));

  async function everything() {
    const { documents } = await find.contents();
    return { list: Array.from({ length: documents }, (_, document) => document), atoms: [] };
  }

  /** The documents of a list that have what the form asks for. */
  async function narrow(list, said) {
    let left = list;
    for (const facet of facets.map((facet) => facet.dataset.facet)) {
      const values = said.getAll(facet);
      if (values.length === 0) continue;
      const known = await find.facet(facet);
      const having = new Set(known.filter(({ value }) => values.includes(value)).flatMap(({ documents }) => documents));
      left = left.filter((document) => having.has(document));
    }
    const [from, to] = [year(said.get("from"), -Infinity), year(said.get("to"), Infinity)];
    if (from === -Infinity && to === Infinity) return left;
    const years = await find.years();
    return left.filter((document) => years[document] && years[document][1] >= from && years[document][0] <= to);
  }

  const year = (text, otherwise) => (/^-?\d{1,6}$/.test(text ?? "") ? Number(text) : otherwise);

  /** Shows further results, and moves the focus to the first of them where a reader asked for it. */
  async function more(mine, focus = false) {
    const start = results.children.length;
    const next = shown.list.slice(start, start + step);
    const told = await Promise.all(next.map((document) => find.told(document)));
    if (mine !== current) return;
    results.append(...told.map(result));
    further.hidden = start + next.length >= shown.list.length;
    if (focus) results.children[start]?.querySelector("a").focus();
  }

  function result(told) {
    const { href } = told;
    const parts = find.passages(told, shown.atoms.filter(({ field }) => !field || ["text", "note"].includes(field)), 2);
    const who = [told.from && `from ${told.from}`, told.to && `to ${told.to}`].filter(Boolean).join(" ");
    const made = element("li", {}, element("h2", {}, element("a", { href: parts.length > 0 && parts[0].anchor ? `${href}#${parts[0].anchor}` : href }, element("bdi", {}, told.title))));
    const facts = [told.date ?? "undated", who, told.archive].filter(Boolean).join("; ");
    made.append(element("p", { className: "facts" }, facts));
    for (const part of parts) made.append(passage(part, href, told.language));
    if (parts.length === 0 && told.summary) made.append(element("p", { className: "gist" }, told.summary));
    return made;
  }

  const voice = { document: "words of the document", hand: "added by hand", editor: "words of the editor" };

  function passage({ anchor, ofNote, pieces, voices, before, after }, href, language) {
    const text = element("q", { className: "context", lang: language ?? "" });
    text.dir = "auto";
    if (before) text.append("… ");
    for (const { text: words, whose, found } of pieces) {
      const inner = found ? element("mark", {}, words) : words;
      const name = whose === 2 ? "editors" : whose === 1 ? "hand" : "";
      text.append(name ? element("span", { className: name }, inner) : inner);
    }
    if (after) text.append(" …");
    const place = anchor ? (ofNote ? `note ${anchor.replace(/^n/, "")}` : `paragraph ${anchor.replace(/^p/, "")}`) : "the document";
    const whose = [...voices].map((one) => voice[one]).join(", ");
    const link = element("a", { href: anchor ? `${href}#${anchor}` : href, className: "place" }, place);
    return element("p", { className: "hit" }, text, " ", link, " ", element("span", { className: "voice" }, whose));
  }

  /** The values of the facets that are open, with how many of the found documents have each. */
  async function counts() {
    const found = new Set(shown.list);
    for (const facet of facets.filter((facet) => facet.open)) {
      const name = facet.dataset.facet;
      const values = (await find.facet(name)).map(({ value, label, documents }) => ({ value, label, count: found.size > 0 ? documents.filter((document) => found.has(document)).length : 0 }));
      const there = values.filter(({ value, count }) => count > 0 || chosen[name].has(value));
      const order = new Intl.Collator(document.documentElement.lang).compare;
      there.sort((one, other) => chosen[name].has(other.value) - chosen[name].has(one.value) || other.count - one.count || order(one.label, other.label));
      const held = facet.contains(document.activeElement) ? document.activeElement.value : undefined;
      for (const before of facet.querySelectorAll("ul, p")) before.remove();
      facet.append(there.length > 0 ? element("ul", {}, ...there.slice(0, offered).map((one) => choice(name, one))) : element("p", {}, "none among what was found"));
      if (there.length > offered) facet.append(element("p", {}, `${there.length - offered} more are met less often${name === "language" ? "" : `; to find one of them, type ${name}: and a name`}`));
      // The list is a new one; whoever went through it by keyboard stays where they were.
      if (held !== undefined) [...facet.querySelectorAll("input")].find((input) => input.value === held)?.focus();
    }
  }

  function choice(name, { value, label, count }) {
    const box = element("input", { type: "checkbox", name, value, checked: chosen[name].has(value) });
    box.addEventListener("change", () => {
      chosen[name][box.checked ? "add" : "delete"](value);
      go();
    });
    return element("li", {}, element("label", {}, box, " ", element("bdi", {}, label), ` (${count})`));
  }

  /** Makes the form's search the one of the address. */
  function go() {
    const address = `#${asked()}`;
    if (address === location.hash) search();
    else location.hash = address;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  for (const input of form.querySelectorAll("input[type=radio]")) input.addEventListener("change", go);
  for (const facet of facets) facet.addEventListener("toggle", () => facet.open && counts().catch(() => {}));
  const button = further.querySelector("button");
  button.addEventListener("click", async () => {
    button.disabled = true;
    await more(current, true).catch(() => {});
    button.disabled = false;
  });
  addEventListener("hashchange", () => search());
  search();
})();
