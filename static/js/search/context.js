// What was found, in its sentence: which passage of a document shows best what a query means, and whose words they are.
(() => {
  const find = globalThis.editionFind;
  const editor = 2;
  /** How much is shown before and after what was found, in characters. */
  const reach = 140;

  /** The stretches of a passage that are read in one: the document's words without the editor's, and each run of the editor's. */
  function stretches(runs) {
    const own = { parts: [], editors: false };
    const found = [own];
    let at = 0;
    for (let run = 0; run < runs.length; run += 2) {
      const part = { whose: runs[run], text: runs[run + 1], at };
      at += part.text.length;
      if (part.whose === editor) found.push({ parts: [part], editors: true });
      else own.parts.push(part);
    }
    return found;
  }

  /** The words of a stretch, each with where it stands in the passage and in which zone. */
  function words(stretch, ofNote) {
    const text = stretch.parts.map((part) => part.text).join("");
    const found = [];
    for (const word of find.words(text)) {
      const inside = [];
      let start = 0;
      for (const part of stretch.parts) {
        const [from, to] = [Math.max(word.start, start), Math.min(word.end, start + part.text.length)];
        if (from < to) inside.push({ from: part.at + from - start, to: part.at + to - start, whose: part.whose, text: text.slice(from, to) });
        start += part.text.length;
      }
      const hand = inside.some(({ whose }) => whose === 1);
      const zone = stretch.editors ? (ofNote ? 3 : 2) : hand ? 1 : ofNote ? 4 : 0;
      found.push({ terms: [word.term], at: word.at, inside, zone });
      if (inside.length > 1 && inside.some(({ whose }) => whose !== 0)) {
        const read = (left) => inside.filter(({ whose }) => !left.includes(whose)).map((part) => part.text).join("");
        const readings = [read([1, 4]), read([3]), read([0, 2, 3, 4])].flatMap((reading) => find.words(reading).map(({ term }) => term));
        found.at(-1).terms.push(...readings);
      }
    }
    return found;
  }

  /** What of a passage the query means: for each atom, where its words stand. */
  function meant(atom, words) {
    const at = new Map();
    for (const word of words) if (atom.zones.has(word.zone)) at.set(word.at, [...(at.get(word.at) ?? []), word]);
    const fits = (place, slot) => at.get(place + slot.step)?.filter((word) => word.terms.some((term) => slot.terms.has(term))) ?? [];
    const found = [];
    for (const place of at.keys()) {
      const each = atom.slots.map((slot) => fits(place - atom.slots[0].step, slot));
      if (each.every((words) => words.length > 0)) found.push(...each.flat());
    }
    return found;
  }

  /** The passages of a document that show most of what was looked for, at most so many. */
  function passages(told, atoms, most) {
    const found = [];
    told.passages.forEach(([anchor, ofNote, runs], order) => {
      const marks = [];
      let kinds = 0;
      const each = stretches(runs).map((stretch) => words(stretch, ofNote === 1));
      for (const atom of atoms) {
        const here = each.flatMap((words) => meant(atom, words));
        if (here.length > 0) kinds++;
        marks.push(...here);
      }
      if (kinds > 0) found.push({ anchor, ofNote, runs, order, kinds, marks });
    });
    found.sort((one, other) => other.kinds - one.kinds || one.order - other.order);
    const best = found.slice(0, most).filter((one) => one.kinds === found[0].kinds);
    return best.sort((one, other) => one.order - other.order).map(shown);
  }

  /** A passage cut to the sentence around what was found, as pieces with their voices. */
  function shown({ anchor, ofNote, runs, marks }) {
    const whole = runs.filter((_, at) => at % 2 === 1).join("");
    const spans = marks.flatMap(({ inside }) => inside).sort((one, other) => one.from - other.from);
    const [start, end] = sentence(whole, spans[0].from, spans[0].to);
    const pieces = [];
    const add = (text, whose, found) => text && pieces.push({ text, whose, found });
    let at = 0;
    for (let run = 0; run < runs.length; run += 2) {
      const [from, to] = [Math.max(at, start), Math.min(at + runs[run + 1].length, end)];
      let done = from;
      for (const span of spans.filter((one) => one.to > from && one.from < to)) {
        if (span.to <= done) continue;
        add(whole.slice(done, Math.max(done, span.from)), runs[run], false);
        add(whole.slice(Math.max(done, span.from), Math.min(to, span.to)), runs[run], true);
        done = Math.min(to, span.to);
      }
      if (done < to) add(whole.slice(done, to), runs[run], false);
      at += runs[run + 1].length;
    }
    const voices = new Set(marks.map(({ zone }) => (zone === 1 ? "hand" : zone === 2 || zone === 3 ? "editor" : "document")));
    return { anchor, ofNote: ofNote === 1, pieces, voices, before: start > 0, after: end < whole.length };
  }

  /** From where to where the sentence goes, or as much of it as fits. */
  function sentence(text, from, to) {
    const opening = text.slice(Math.max(0, from - reach), from);
    const ends = [...opening.matchAll(/[.!?…。！？]["”’»)\]]*\s+(?=[^\p{Ll}\s])/gu)];
    const short = /(?:^|\s)(?:\p{L}|Mr|Mrs|Dr|No|Nos|op|ll|Comr|cf|St)\.\s*$/u;
    const end = ends.findLast((match) => !short.test(opening.slice(0, match.index + 1)));
    let start = Math.max(0, from - reach);
    if (end) start += end.index + end[0].length;
    else if (start > 0) start += Math.max(0, text.slice(start, from).search(/\s/));
    const closing = text.slice(to, to + reach);
    const stop = closing.match(/[.!?…。！？]["”’»)\]]*(?=\s+[^\p{Ll}\s]|\s*$)/u);
    if (stop && !short.test(closing.slice(0, stop.index + 1))) return [start, to + stop.index + stop[0].length];
    if (to + reach >= text.length) return [start, text.length];
    return [start, to + (closing.search(/\s\S*$/) > 0 ? closing.search(/\s\S*$/) : closing.length)];
  }

  Object.assign(find, { passages });
})();
