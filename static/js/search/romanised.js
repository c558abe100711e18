// The key that a Cyrillic word and its romanisations have in common, as in `src/write/search/romanised.rs`.
(() => {
  const latin = {
    а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ж: "zh", з: "z", и: "i", к: "k", л: "l", м: "m", н: "n", о: "o", п: "p",
    р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e",
    ю: "yu", я: "ya", і: "i", ї: "i", є: "e", ґ: "g", ј: "j", љ: "lj", њ: "nj", ћ: "c", ђ: "dj", џ: "dzh", ѓ: "g", ќ: "k",
    ѕ: "z", ѣ: "e", ѳ: "f", ѵ: "i",
  };
  const joined = [
    ["sh", "s"], ["ch", "c"], ["zh", "z"], ["kh", "h"], ["ts", "c"], ["tz", "c"], ["x", "ks"], ["w", "v"], ["y", "i"],
    ["j", "i"], ["io", "e"], ["iie", "ie"], ["ie", "e"],
  ];

  /** The key of a folded word; null where it is neither in Cyrillic nor in Latin letters. */
  function key(term) {
    let written = "";
    for (const letter of term) {
      const plain = letter >= "a" && letter <= "z" ? letter : latin[letter];
      if (plain === undefined) return null;
      written += plain;
    }
    for (const [from, to] of joined) written = written.replaceAll(from, to);
    return written === "" ? null : written.replace(/i+/g, "i");
  }

  Object.assign(globalThis.editionFind, { key, isCyrillic: (term) => /[\u0400-\u052f]/.test(term) });
})();
