// Which documents a query finds, and how good each is: BM25 (Robertson and Zaragoza, 2009) over the words of a document, where
// those of its title, sender and recipient count more.
(() => {
  const find = globalThis.editionFind;
  const saturation = 1.2;
  const normalisation = 0.75;
  /** How many words a star stands for at the most; the most frequent ones are taken. */
  const expansions = 200;
  /** What a word of the other alphabet counts. */
  const otherwise = 0.8;

  /** The documents for a tree, best first, and the words that were looked for. With `any`, one word of several is enough. */
  async function rank(tree, layer, any) {
    const contents = await find.contents();
    const search = { contents, layer, any, atoms: [] };
    const found = await documents(search, tree, false);
    const list = [];
    for (let document = 0; document < contents.documents; document++) if (found.has[document]) list.push(document);
    // Documents that are as good stand in the order of their dates.
    list.sort((one, other) => found.score[other] - found.score[one] || one - other);
    return { list, atoms: search.atoms };
  }

  async function documents(search, node, inNot) {
    const size = search.contents.documents;
    if (node.kind === "terms") return terms(search, node, inNot);
    if (node.kind === "not") {
      const inner = await documents(search, node.inner, true);
      return { has: inner.has.map((has) => 1 - has), score: new Float32Array(size) };
    }
    const parts = await Promise.all(node.parts.map((part) => documents(search, part, inNot)));
    const score = new Float32Array(size);
    const has = new Uint8Array(size);
    const must = node.kind === "and" && !(search.any && !inNot);
    const wanted = node.kind === "and" ? node.parts.filter(({ kind }) => kind !== "not").length : 1;
    for (let document = 0; document < size; document++) {
      let times = 0;
      let refused = false;
      parts.forEach((part, at) => {
        // Where one word of several is enough, what a document must not have still counts and is not one of them.
        if (node.kind === "and" && node.parts[at].kind === "not") refused ||= !part.has[document];
        else if (part.has[document]) {
          times++;
          score[document] += part.score[document];
        }
      });
      has[document] = !refused && times >= (must ? wanted : Math.min(1, wanted)) ? 1 : 0;
    }
    return { has, score };
  }

  /** The documents for a word, or for words that follow one another. */
  async function terms(search, node, inNot) {
    const zones = find.zones(search.layer, node.field);
    const slots = await Promise.all(node.slots.map(async (slot) => ({ step: slot.step, entries: await entries(search.contents, slot) })));
    if (!inNot) search.atoms.push({ zones, field: node.field, slots: slots.map(({ step, entries }) => ({ step, terms: new Set(entries.map(({ entry }) => entry.term)) })) });
    const everywhere = !search.layer && !node.field;
    const uses = slots.length === 1 ? await single(search.contents, slots[0], zones, everywhere) : await find.phrase(slots, zones);
    return scored(search.contents, uses);
  }

  /** The entries of the index that a word means: itself, its endings, its spelling in the other alphabet. */
  async function entries(contents, slot) {
    const found = new Map();
    const add = (entry, weight) => entry && !found.has(entry.term) && found.set(entry.term, { entry, weight });
    const isCyrillic = find.isCyrillic(slot.term ?? slot.start);
    const other = (term) => isCyrillic !== find.isCyrillic(term);
    if (slot.term !== undefined) {
      add(await find.term(slot.term), 1);
      const isThere = found.size > 0;
      const key = find.key(slot.term);
      if (key && (isCyrillic || contents.cyrillic)) {
        if (isCyrillic) add(await find.term(key), otherwise);
        for (const term of (await find.spellings(key, true)).filter(other)) add(await find.term(term), otherwise);
      }
      // A name that no text has so may stand there in another romanisation.
      if (key && !isThere) for (const term of [key, ...(await find.spellings(key, true))]) add(await find.term(term), otherwise);
    } else {
      for (const entry of await find.starting(slot.start, slot.fits)) add(entry, 1);
      const key = slot.open ? find.key(slot.start) : null;
      if (key && (isCyrillic || contents.cyrillic)) {
        if (isCyrillic) for (const entry of await find.starting(key, other)) add(entry, otherwise);
        for (const term of (await find.spellings(key, false)).filter(other).slice(0, expansions)) add(await find.term(term), otherwise);
      }
    }
    return [...found.values()].sort((one, two) => two.entry.count - one.entry.count).slice(0, expansions);
  }

  /** How much each document has of a word. */
  async function single({ frequent, weights }, { entries }, zones, everywhere) {
    const uses = new Map();
    const add = (document, much) => uses.set(document, (uses.get(document) ?? 0) + much);
    for (const { entry, weight } of entries) {
      if (everywhere && frequent.has(entry.term)) {
        (await find.brief(entry.term)).forEach((much, document) => much > 0 && add(document, much * weight));
        continue;
      }
      for (const posting of (await find.postings(entry)).postings) {
        let much = 0;
        for (const [zone, times] of posting.zones) if (zones.has(zone)) much += times * weight * weights[zone];
        if (much > 0) add(posting.document, much);
      }
    }
    return uses;
  }

  function scored(contents, uses) {
    const has = new Uint8Array(contents.documents);
    const score = new Float32Array(contents.documents);
    const rarity = Math.log(1 + (contents.documents - uses.size + 0.5) / (uses.size + 0.5));
    for (const [document, much] of uses) {
      const length = 1 - normalisation + normalisation * (contents.lengths[document] / Math.max(1, contents.average));
      has[document] = 1;
      score[document] = (rarity * much * (saturation + 1)) / (much + saturation * length);
    }
    return { has, score };
  }

  Object.assign(find, { rank });
})();
