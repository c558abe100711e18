// Words as the index has them: `src/write/search/words.rs` does the same, and tests/search/words.json holds both to it.
globalThis.editionFind = globalThis.editionFind ?? {};
(() => {
  const dense = /[ー\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const word = new RegExp(`№|[Nn][º°]|[\\p{Alphabetic}\\p{N}\\p{M}]+(?:(?:['’‘\`´′＇]|[\\u00ad\\u200b\\u2060\\ufeff](?!${dense.source}))[\\p{Alphabetic}\\p{N}\\p{M}]+)*`, "gu");
  const seams = /[\u00ad\u200b\u2060\ufeff]/gu;
  const apostrophe = /['’‘`´′＇]/u;
  const apostrophes = /['’‘`´′＇]/gu;
  const breath = /[\u02b9-\u02c1\u02c8\u02ca\u02cb\u02ee\ua78b\ua78c]/gu;
  const accent = /[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
  const letters = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ŋ: "ng", ς: "σ" };

  /** A word without case, accents, apostrophes and ligatures. */
  function fold(raw) {
    if (/^[A-Za-z0-9]+$/.test(raw)) return raw.toLowerCase();
    if (raw === "N°" || raw === "n°") return "no";
    const bare = raw.replace(apostrophes, "").normalize("NFKD").replace(accent, "").replace(apostrophes, "").replace(breath, "").replace(seams, "").replace(/\s/gu, "");
    const folded = bare.toLowerCase().replace(/[ßæœøđðþłħıŋς]/gu, (letter) => letters[letter]);
    return folded.normalize("NFC").replace(accent, "");
  }

  /** The terms that a word is found by: the term, how many places it stands behind the first, whether no query asks for it. */
  function terms(raw) {
    const folded = fold(raw);
    if (dense.test(folded)) return pairs([...folded]);
    const found = folded ? [{ term: folded, step: 0, also: false }] : [];
    if (apostrophe.test(raw)) {
      for (const part of raw.split(apostrophes).map(fold)) {
        if ([...part].length > 1 && part !== folded) found.push({ term: part, step: 0, also: true });
      }
    }
    return found;
  }

  /** Each two characters that stand together, and the last one; other letters of the run as they are. */
  function pairs(characters) {
    const found = [];
    let other = "";
    const add = (term, single) => found.push({ term, step: found.length, also: false, single });
    characters.forEach((character, at) => {
      const next = characters[at + 1];
      const followed = next !== undefined && dense.test(next);
      if (dense.test(character)) return add(followed ? character + next : character, !followed);
      other += character;
      if (followed || next === undefined) {
        add(other, false);
        other = "";
      }
    });
    return found;
  }

  /** The words of a text with their places in it. */
  function words(text) {
    const found = [];
    let at = 0;
    for (const match of text.matchAll(word)) {
      const here = terms(match[0]);
      if (here.length === 0) continue;
      const characters = [...match[0]];
      // Of a run that is searched by pairs each character is one in the text too, but where a form was taken apart.
      const apart = here.length > 1 && here.at(-1).step + 1 === characters.length;
      const place = (step) => match.index + characters.slice(0, step).join("").length;
      for (const { term, step, also, single } of here) {
        const [start, end] = apart ? [place(step), place(step + [...term].length)] : [match.index, match.index + match[0].length];
        found.push({ term, at: at + step, start, end, also, single: single === true });
      }
      at += here.at(-1).step + 1;
    }
    return found;
  }

  Object.assign(globalThis.editionFind, { fold, words, isDense: (character) => dense.test(character) });
})();
