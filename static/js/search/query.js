// What a reader types, taken apart: words, phrases, wildcards, fields, AND, OR, NOT and parentheses.
(() => {
  const find = globalThis.editionFind;

  /** The parts of a document by their numbers in the index (`src/write/search/zones.rs`). */
  const fields = {
    title: [5, 6], summary: [7], from: [8], to: [9], person: [8, 9, 15, 17], mentions: [15, 16], place: [10, 16], archive: [11], subject: [12],
    credits: [14], note: [3, 4], date: [18],
    text: [0, 1, 4],
  };
  const layers = { "": undefined, document: [0, 1, 4, 6], editor: [2, 3, 5, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18], hand: [1] };
  /** Translators are found by the credits, and clerks by what the text says of them. */
  const all = [...Array.from({ length: 13 }, (_, zone) => zone), 14, 15, 16, 18];
  /** Where a hand added one of two frequent words, and where it cannot have. */
  const mixed = 13;
  const hand = 1;
  const plain = [0, 4];

  /** The zones that a field and a layer have in common. */
  function zones(layer, field) {
    const found = new Set((field ? fields[field] : all).filter((zone) => !layers[layer] || layers[layer].includes(zone)));
    return reaches(hand, found) ? found.add(mixed) : found;
  }

  /** Whether a word of that zone and one beside it of another are both meant: one of them was added by hand. */
  const reaches = (zone, zones) => zones.has(hand) && (zone === hand ? plain.some((other) => zones.has(other)) : zones.has(zone));

  const quotes = '"“”„«»';
  const token = new RegExp(`\\s*(?:([()|])|(-)(?=[^\\s-])|(?:(${Object.keys(fields).join("|")}):)?(?:[${quotes}]([^${quotes}]*)[${quotes}]?|([^\\s()|${quotes}]+)))`, "giy");

  function tokens(text) {
    const found = [];
    token.lastIndex = 0;
    for (let match; token.lastIndex < text.length && (match = token.exec(text)); ) {
      const [, sign, minus, field, phrase, word] = match;
      if (sign) found.push(sign === "|" ? "OR" : sign);
      else if (minus) found.push("NOT");
      else if (!field && ["AND", "OR", "NOT"].includes(word)) found.push(word);
      else found.push({ field: field?.toLowerCase(), text: phrase ?? word, phrase: phrase !== undefined });
    }
    return found;
  }

  /** The tree of a query; null where there is nothing to look for. */
  function parse(text) {
    const list = tokens(text);
    let at = 0;
    const either = () => {
      const parts = [both()];
      while (list[at] === "OR") {
        at++;
        parts.push(both());
      }
      return joined("or", parts);
    };
    const both = () => {
      const parts = [];
      while (at < list.length && list[at] !== "OR" && list[at] !== ")") {
        if (list[at] === "AND") at++;
        else parts.push(one());
      }
      return joined("and", parts);
    };
    const one = () => {
      const next = list[at++];
      if (next === "NOT") {
        const inner = at < list.length ? one() : null;
        return inner && { kind: "not", inner };
      }
      if (next === "(") {
        const inner = either();
        if (list[at] === ")") at++;
        return inner;
      }
      return typeof next === "object" ? sought(next) : null;
    };
    let tree = either();
    // A parenthesis that nothing opened is left out.
    while (at < list.length) {
      at++;
      tree = joined("and", [tree, either()]);
    }
    return tree;
  }

  function joined(kind, parts) {
    const there = parts.filter((part) => part !== null);
    return there.length > 1 ? { kind, parts: there } : (there[0] ?? null);
  }

  /** What one word or phrase looks for: terms, each with its place in a phrase. */
  function sought({ field, text, phrase }) {
    if (!phrase && /[*?]/.test(text)) {
      const pattern = wildcard(text);
      if (pattern) return { kind: "terms", field, slots: [{ step: 0, ...pattern }] };
      if (!asked.test(text)) return null;
    }
    const own = find.words(phrase ? unbracketed(text) : text).filter((word) => !word.also);
    // The last character of a run opens pairs of which the query does not know the second character, unless a word of another
    // script follows.
    const dense = (word) => word !== undefined && find.isDense([...word.term][0]);
    const isEnd = (word, at) => word.single && (own[at + 1] === undefined || dense(own[at + 1]));
    const isKnown = (at) => dense(own[at - 1]) && !own[at - 1].single && own[at - 1].at + 1 === own[at].at;
    const slots = own.filter((word, at) => !isEnd(word, at) || !isKnown(at))
      .map((word) => (isEnd(word, own.indexOf(word)) ? { step: word.at, start: word.term, fits: () => true, dense: true } : { step: word.at, term: word.term }));
    return slots.length > 0 ? { kind: "terms", field, slots } : null;
  }

  /** A phrase that was copied with the editor's labels, without them: they stand by themselves in the index. */
  const unbracketed = (text) => text.replace(/\[[^\][:]*:\s*([^\][]*)\]/g, "$1");

  /** How many letters must stand before the first star or question mark. */
  const shortest = 3;

  /** A short word at the end of a question. */
  const asked = /^[^*?]+\?$/;

  /** How a word with stars and question marks opens, and what fits it; null where it opens too early for that. */
  function wildcard(text) {
    const parts = text.split(/([*?])/).map((part) => (part === "*" || part === "?" ? part : find.fold(part.replace(/[^\p{L}\p{N}\p{M}]/gu, ""))));
    const start = parts[0];
    if ([...start].length < shortest && !find.isDense(start)) return null;
    // At the end of a word a question mark can be one, too.
    const last = parts.length - (parts.at(-1) === "" ? 2 : 1);
    const pattern = parts.map((part, at) => (part === "*" ? ".*" : part === "?" ? (at === last ? ".?" : ".") : part)).join("");
    const whole = new RegExp(`^${pattern}$`, "u");
    return { start, fits: (term) => whole.test(term), open: parts.length === 3 && parts[1] === "*" && parts[2] === "" };
  }

  /** The words of a query whose star or question mark comes too early to be looked for. */
  const tooEarly = (text) => tokens(text).filter((one) => one.text && !one.phrase && /[*?]/.test(one.text) && !asked.test(one.text) && wildcard(one.text) === null).map((one) => one.text);

  Object.assign(find, { parse, tooEarly, zones, reaches });
})();
