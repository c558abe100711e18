// Words that follow one another. Frequent words have no places in the index: they are found by what stands beside their
// neighbours, and two of them together by a term of their own (`src/write/search/frequent.rs`).
(() => {
  const find = globalThis.editionFind;

  /** How often each document has the words one after the other. */
  async function phrase(slots, zones) {
    const { frequent } = await find.contents();
    const parts = slots.map(({ step, entries }) => ({
      step,
      rare: entries.map(({ entry }) => entry).filter(({ term }) => !frequent.has(term)),
      often: entries.map(({ entry }) => entry.term).filter((term) => frequent.has(term)),
    }));
    const links = await Promise.all(parts.slice(1).map((other, at) => linked(parts[at], other)));
    const sought = { zones, frequent };
    let candidates;
    let starts;
    // What is met least comes first, so that of the rest only what is near has to be read.
    for (const link of links.sort((one, other) => one.count - other.count)) {
      const here = await following(sought, link, candidates ?? (await having(link, zones)));
      for (const [document, places] of here) {
        if (starts) for (const place of places) if (!starts.get(document).has(place)) places.delete(place);
        if (places.size === 0) here.delete(document);
      }
      starts = here;
      candidates = new Set(here.keys());
      if (candidates.size === 0) break;
    }
    return new Map([...starts].map(([document, places]) => [document, places.size]));
  }

  const total = (entries) => entries.reduce((sum, { count }) => sum + count, 0);

  /** Two words of the phrase that follow one another, and in about how many documents they do so at the most. */
  async function linked(one, other) {
    const names = other.step === one.step + 1 ? one.often.flatMap((before) => other.often.map((behind) => [before, behind])) : [];
    const pairs = (await Promise.all(names.map(([before, behind]) => find.pair(before, behind)))).filter(Boolean);
    const sides = [one.often.length > 0 ? Infinity : total(one.rare), other.often.length > 0 ? Infinity : total(other.rare)];
    const count = Math.min(...sides);
    return { one, other, pairs, count: count === Infinity ? total(pairs) + total(one.rare) + total(other.rare) : count };
  }

  /** The documents in which two words can follow one another, as far as that is known without their places. */
  async function having({ one, other, pairs }, zones) {
    const sides = [one, other].filter(({ often }) => often.length === 0);
    if (sides.length === 0) return documentsOf([...pairs, ...one.rare, ...other.rare], zones);
    const sets = await Promise.all(sides.map(({ rare }) => documentsOf(rare, zones)));
    return new Set([...sets[0]].filter((document) => sets.every((set) => set.has(document))));
  }

  async function documentsOf(entries, zones) {
    const found = new Set();
    for (const entry of entries) {
      for (const { document, zones: there } of (await find.postings(entry)).postings) {
        if (there.some(([zone]) => zones.has(zone))) found.add(document);
      }
    }
    return found;
  }

  /** For each document where the phrase begins, as far as these two words say it. */
  async function following({ zones, frequent }, { one, other, pairs }, candidates) {
    const found = new Map();
    const add = (document, start) => (found.get(document) ?? found.set(document, new Set()).get(document)).add(start);
    const read = async (entries, within) => {
      const lists = [];
      for (const entry of entries) lists.push(...(await find.places(entry, within, zones)));
      return lists;
    };
    for (const [document, places] of await read(pairs, candidates)) for (const { at } of places) add(document, at - one.step);
    // Of two words that both have places, those of the rarer one say in which documents the other is wanted.
    const isOnlyRare = one.often.length + other.often.length === 0;
    const [first, second] = total(one.rare) <= total(other.rare) ? [one, other] : [other, one];
    const ofFirst = await read(first.rare, candidates);
    const ofSecond = await read(second.rare, isOnlyRare ? new Set(ofFirst.map(([document]) => document)) : candidates);
    const [before, behind] = first === one ? [ofFirst, ofSecond] : [ofSecond, ofFirst];
    const isBeside = (number, zone, words) => words.has(number) || (number > frequent.size && words.has(number - frequent.size) && find.reaches(zone, zones));
    const codes = (words) => new Set(words.map((word) => frequent.get(word).code));
    const [oneOften, otherOften] = [codes(one.often), codes(other.often)];
    for (const [document, places] of before) for (const place of places) if (isBeside(place.behind, place.zone, otherOften)) add(document, place.at - one.step);
    for (const [document, places] of behind) for (const place of places) if (isBeside(place.before, place.zone, oneOften)) add(document, place.at - other.step);
    const there = new Map();
    for (const [document, places] of before) for (const { at } of places) (there.get(document) ?? there.set(document, new Set()).get(document)).add(at - one.step);
    for (const [document, places] of behind) for (const { at } of places) if (there.get(document)?.has(at - other.step)) add(document, at - other.step);
    return found;
  }

  Object.assign(find, { phrase });
})();
