// The files of the index: each is a script that calls `editionSearch` with its name and its data, and is loaded when it is needed.
(() => {
  const find = globalThis.editionFind;
  const { Numbers } = find;
  const waiting = new Map();
  const files = new Map();
  let folder = "";

  globalThis.editionSearch = (name, data, print) => waiting.get(name)?.({ data, print });

  /** The data of a file. */
  function load(name) {
    if (!files.has(name)) files.set(name, sure(name));
    return files.get(name);
  }

  /**
   * The data of a file of the index that the contents are of: each hands over the print of its index. A browser can have kept a file
   * from before the edition was changed, in which numbers mean other documents; asked for with a `?` it is read anew.
   */
  async function sure(name) {
    const kept = await fetched(name);
    if (name === "contents" || kept.print === undefined) return name === "contents" ? { ...kept.data, print: kept.print } : kept.data;
    const { print } = await contents();
    if (kept.print === print) return kept.data;
    const anew = await fetched(name, `?${print}`);
    if (anew.print === print) return anew.data;
    throw changed(anew.print);
  }

  /** The fault where the contents that were read are older than a file that was read after them. */
  const changed = (print) => Object.assign(new Error("the edition has been changed since; load the page again"), { print });

  /** Forgets all that was read, and reads the contents anew. */
  async function renew(print) {
    for (const kept of [files, dictionaries, records]) kept.clear();
    const { data, print: now } = await fetched("contents", `?${print}`);
    opened = Promise.resolve(unpacked({ ...data, print: now }));
    await opened;
  }

  function fetched(name, query = "") {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const done = () => {
        // The same file may be asked for again before this one says that it has been read.
        script.onload = script.onerror = null;
        script.remove();
        waiting.delete(name);
      };
      waiting.set(name, (handed) => (done(), resolve(handed)));
      const failed = () => {
        done();
        // It may be there the next time.
        files.delete(name);
        reject(new Error(`the file ${name} of the index cannot be read`));
      };
      script.onerror = failed;
      // A host may send a page of its own in the place of a file that is not there.
      script.onload = () => waiting.has(name) && failed();
      script.src = `${folder}${name}.js${query}`;
      document.head.append(script);
    });
  }

  let opened;
  const contents = () => (opened ??= load("contents").then(unpacked, (fault) => ((opened = undefined), Promise.reject(fault))));

  function unpacked(data) {
    const steps = new Numbers(data.lengths);
    const marks = new Numbers(data.marks);
    const lengths = Float32Array.from({ length: data.documents }, () => find.length(steps.next()));
    const average = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, data.documents);
    const where = new Numbers(data.briefs);
    const names = data.frequent === "" ? [] : data.frequent.split(" ");
    const frequent = new Map(names.map((name, at) => [name, { code: at + 1, file: where.next(), slot: where.next() }]));
    return { ...data, lengths, average, frequent, marks: Uint8Array.from(lengths, () => marks.next()) };
  }

  /** Whether one word stands before another in the index, where they are sorted by their characters. */
  function compare(one, other) {
    const [a, b] = [[...one], [...other]];
    for (let at = 0; at < a.length && at < b.length; at++) {
      if (a[at] !== b[at]) return a[at].codePointAt(0) - b[at].codePointAt(0);
    }
    return a.length - b.length;
  }

  /** The numbers of the files, each with its first entry, that can have entries which start so. */
  function having(firsts, start, whole) {
    const found = [];
    for (let at = 0; at < firsts.length; at++) {
      const next = firsts.slice(at + 1).find((first) => first !== "");
      const before = firsts[at] === "" || (compare(firsts[at], start) > 0 && (whole || !firsts[at].startsWith(start)));
      const behind = next !== undefined && compare(next, start) < 0;
      if (!before && !behind) found.push(at);
    }
    return found;
  }

  const dictionaries = new Map();

  /** A file of terms: each with the number of its documents and where its postings are. */
  async function dictionary(at) {
    if (!dictionaries.has(at)) {
      const [names, first, firstSlot, told] = await load(`terms-${at}`);
      const numbers = new Numbers(told);
      const entries = new Map();
      let [file, slot] = [first, firstSlot - 1];
      for (const term of names === "" ? [] : names.split(" ")) {
        const count = numbers.next();
        const step = numbers.next();
        [file, slot] = step > 0 ? [file + step, 0] : [file, slot + 1];
        entries.set(term, { term, count, file, slot });
      }
      dictionaries.set(at, entries);
    }
    return dictionaries.get(at);
  }

  /** The entry of a term, if it is in the index. */
  async function term(name) {
    const { terms } = await contents();
    for (const at of having(terms, name, true)) {
      const entry = (await dictionary(at)).get(name);
      if (entry) return entry;
    }
    return undefined;
  }

  /** What stands between two frequent words that are a term together. */
  const plus = "+";

  /** The entry of two frequent words that follow one another. */
  const pair = (one, other) => term(`${one}${plus}${other}`);

  /** The entries of all terms that start so and that `fits` takes. */
  async function starting(start, fits) {
    const { terms } = await contents();
    const found = [];
    for (const at of having(terms, start, false)) {
      for (const entry of (await dictionary(at)).values()) if (entry.term.startsWith(start) && !entry.term.includes(plus) && fits(entry.term)) found.push(entry);
    }
    return found;
  }

  /** The words that are spelled otherwise and have this key, or one that starts so. */
  async function spellings(key, whole) {
    const { spellings: firsts } = await contents();
    const found = [];
    for (const at of having(firsts, key, whole)) {
      const list = (await load(`spellings-${at}`)).split(" ");
      for (let entry = 0; entry + 1 < list.length; entry += 2) {
        if (whole ? list[entry] === key : list[entry].startsWith(key)) found.push(list[entry + 1]);
      }
    }
    return found;
  }

  const records = new Map();

  /** The postings of a term: its documents, and in each how often it is in which zone. */
  async function postings(entry) {
    if (!records.has(entry.term)) records.set(entry.term, read((await load(`postings-${entry.file}`))[entry.slot]));
    return records.get(entry.term);
  }

  function read(text) {
    const numbers = new Numbers(text);
    const cuts = Array.from({ length: numbers.next() }, () => ({ count: numbers.next(), file: numbers.next(), slot: numbers.next() }));
    const postings = [];
    let document = 0;
    while (numbers.more) {
      document += numbers.next();
      const told = numbers.next();
      const zones = [];
      if (told % 2 === 0) zones.push([0, told / 2]);
      else for (let mask = (told - 1) / 2, zone = 0; mask > 0; mask = Math.floor(mask / 2), zone++) if (mask % 2 === 1) zones.push([zone, numbers.next()]);
      postings.push({ document, zones });
    }
    return { cuts, postings };
  }

  /** How much each document has of a frequent word, all its zones together; the number is a coarse one. */
  async function brief(name) {
    const { frequent, documents } = await contents();
    const { file, slot } = frequent.get(name);
    const numbers = new Numbers((await load(`briefs-${file}`))[slot]);
    return Float32Array.from({ length: documents }, () => {
      const step = numbers.next();
      return step === 0 ? 0 : find.length(step - 1);
    });
  }

  /**
   * The places of a term in those documents and zones that are asked for; those of a word say which frequent words stand before
   * and behind it. Of a frequent word itself there are none.
   */
  async function places(entry, documents, zones) {
    const { cuts, postings: all } = await postings(entry);
    const { frequent } = await contents();
    const beside = frequent.size > 0 && !entry.term.includes(plus);
    const found = new Map();
    let start = 0;
    for (const { count, file, slot } of cuts) {
      const here = all.slice(start, start + count);
      start += count;
      if (!here.some(({ document }) => documents.has(document))) continue;
      const numbers = new Numbers((await load(`places-${file}`))[slot]);
      for (const posting of here) {
        const list = [];
        for (const [zone, times] of posting.zones) {
          let at = 0;
          for (let time = 0; time < times; time++) {
            at += numbers.next();
            const [before, behind] = beside ? [numbers.next(), numbers.next()] : [0, 0];
            if (zones.has(zone)) list.push({ at, zone, before, behind });
          }
        }
        if (documents.has(posting.document) && list.length > 0) found.set(posting.document, list);
      }
    }
    return found;
  }

  /** What a list of results says of a document, and its text. */
  async function told(document) {
    const { together, marks, print } = await contents();
    const name = `texts-${Math.floor(document / together)}`;
    const own = (texts) => texts[document % together];
    const isMeant = (one) => one !== undefined && mark(one.href) === marks[document];
    const kept = own(await load(name));
    if (isMeant(kept)) return kept;
    // Several of its documents may be asked for at once.
    const again = `${name}?`;
    if (!files.has(again)) files.set(again, fetched(name, `?${print}`).then(({ data }) => data));
    const anew = own(await files.get(again));
    if (!isMeant(anew)) throw changed(print);
    return anew;
  }

  /** A number that is made of a link alone, as `src/write/search/mod.rs` does it. */
  const mark = (href) => ([...new TextEncoder().encode(href)].reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0) % 60;

  /** The values of a facet: how each is known in an address, how it is called, and its documents. */
  async function facet(name) {
    const [keys, names, lists] = await load(`facet-${name}`);
    return keys.map((value, at) => {
      const numbers = new Numbers(lists[at]);
      const documents = [];
      let document = 0;
      while (numbers.more) documents.push((document += numbers.next()));
      return { value, label: names[at], documents };
    });
  }

  /** For each document the first and the last year that it can be from, or nothing. */
  async function years() {
    const [first, told] = await load("years");
    const numbers = new Numbers(told);
    const found = [];
    while (numbers.more) {
      const year = numbers.next();
      found.push(year === 0 ? undefined : [first + year - 1, first + year - 1 + numbers.next()]);
    }
    return found;
  }

  const open = (at) => (folder = at);
  Object.assign(find, { open, renew, contents, term, pair, starting, spellings, postings, brief, places, told, facet, years });
})();
