// Where a citation of ours is another than that of citeproc-js on the same CSL-JSON, and why: one rule for each difference.
// A rule turns the other's words into ours and names the manual that it follows. It may only move, drop or turn what is there,
// and add what stands in the settings of the edition; what is left must be equal.

/** What the settings of the test edition say, in the forms of the styles. */
const edited = { note: 'November 23, 2026', mla: '23 Nov. 2026' };

const raised = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Quotation marks as they are printed, where a text has them typed. */
const curled = (text = '') => text.replace(/"([^"]*)"/g, '“$1”').replaceAll("'", '’');

const spoken = (name) =>
  curled(name.literal ?? [name.given, name['non-dropping-particle'], name.family, name.suffix].filter(Boolean).join(' '));
const series = (names, and = 'and') => {
  const all = names.map(spoken);
  if (all.length < 3) return all.join(` ${and} `);
  return `${all.slice(0, -1).join(', ')}, ${and} ${all.at(-1)}`;
};

/** The text without an end that it has. */
const without = (text, end) => (end && text.endsWith(end) ? text.slice(0, -end.length) : text);

const chicago = ['chicago-note', 'chicago-bibliography', 'chicago-author-date'];
const isSentences = (style) => style !== 'chicago-note';

/** Chicago: from `… in E, … (Publisher, DATE), shelfmark, archive, URL.` to `… DATE, shelfmark, archive, in E, … (Publisher, day), URL.` */
function sourceFirst(text, item, style) {
  if (style === 'mla') return sourceFirstInMla(text, item);
  if (!chicago.includes(style)) return text;
  const sentences = isSentences(style);
  const [mark, form] = sentences ? ['. ', raised] : [', ', (part) => part];
  const edition = curled(item['container-title']);
  const opening = `${sentences ? 'In' : 'in'} ${edition}`;
  const address = item.URL ? mark + item.URL : '';
  const place = [item.archive_location, item.archive].filter(Boolean).map((part) => form(curled(part)));
  let rest = without(without(text, '.'), address);
  rest = without(rest, place.length ? mark + place.join(mark) : '');
  const at = rest.indexOf(opening);
  if (at < 0) return text;
  const head = rest.slice(0, at);
  let [tail, date] = [rest.slice(at + opening.length), ''];
  if (item.publisher) {
    const stands = tail.lastIndexOf(item.publisher);
    date = tail.slice(stands + item.publisher.length).replace(/^, /, '').replace(/\)$/, '');
    tail = tail.slice(0, stands).replace(/[ ,.(]+$/, '');
  } else {
    [tail, date] = ['', tail.replace(/^[,.] /, '')];
  }
  const published = item.publisher ? `${item.publisher}, ${edited.note}` : '';
  const source = [date && form(date), ...place].filter(Boolean).map((part) => part + mark).join('');
  const end = published && (sentences ? `. ${published}` : ` (${published})`);
  return `${head}${source}${opening}${tail}${end}${address}.`;
}

function sourceFirstInMla(text, item) {
  const edition = curled(item['container-title']);
  const place = [item.archive, item.archive_location].filter(Boolean).map(curled);
  let rest = without(without(text, '.'), item.URL ? `, ${item.URL}` : '');
  rest = without(rest, item.source ? `. ${item.source}` : '');
  rest = without(rest, place.length ? `, ${place.join(', ')}` : '');
  const at = rest.indexOf(edition);
  const head = rest.slice(0, at);
  let [tail, date] = [rest.slice(at + edition.length), ''];
  if (item.publisher) {
    const stands = tail.lastIndexOf(item.publisher);
    date = tail.slice(stands + item.publisher.length).replace(/^, /, '');
    tail = tail.slice(0, stands).replace(/, $/, '');
  } else {
    [tail, date] = ['', tail.replace(/^, /, '')];
  }
  const source = raised([date, ...place].join(', '));
  const end = [item.publisher && `${item.publisher}, ${edited.mla}`, item.URL].filter(Boolean).map((part) => `, ${part}`).join('');
  return `${head}${source}. ${edition}${tail}${end}.`;
}

/** The rules, in the order in which they are tried. */
export const RULES = {
  'markup-is-text': {
    why: 'What looks like markup in a text is text; citeproc-js takes <i> in a field for italics (CSL-JSON has no escape for it).',
    turn: (text) => text.replace('to C. Ivanov', 'to C. <i>Ivanov</i>'),
  },
  'editors-are-no-authors': {
    why:
      'Whoever edits a collection is not the author of what stands in it. Chicago (13.74–86), MLA (5.3–22) and APA (9.12) put the title in ' +
      'front of a work without a known author; editors take that place only for the collection as a whole.',
    turn(text, item, style) {
      if (item.author || !item.editor) return text;
      const title = curled(item.title);
      const version = `version ${item.version}`;
      switch (style) {
        case 'chicago-note':
          return text.replace(`${series(item.editor)}, eds., `, '').replace(version, `${version}, ed. ${series(item.editor)}`);
        case 'chicago-bibliography':
          return text.replace('Doe, Jane, and Richard Roe, eds. ', '').replace(version, `${version}, edited by ${series(item.editor)}`);
        case 'chicago-author-date':
          return text
            .replace(/^Doe, Jane, and Richard Roe, eds\. (.*?)\. (“.*?”) /, '$2 $1. ')
            .replace(version, `${version}, edited by ${series(item.editor)}`);
        case 'chicago-in-text':
          return text.replace('Doe and Roe', `“${title}”`);
        case 'mla':
          return text
            .replace('Doe, Jane, and Richard Roe, editors. ', '')
            .replace(curled(item['container-title']), (edition) => `${edition}, edited by ${series(item.editor)}`);
        case 'apa':
          return text.replace(/^Doe, J., & Roe, R. \(Eds\.\)\. (\(.*?\)\.) (.*?)\. In /, '$2. $1 In J. Doe & R. Roe (Eds.), ');
      }
    },
  },
  'comma-before-last': {
    why: 'A comma stands before the last of two names where the first is turned round: Chicago 13.74–86, MLA 5.3–22, APA 9.8. citeproc-js leaves it out before a name of one field.',
    turn: (text, item, style) => text.replace(/^(\S+, \S\.) (and|&) /, style === 'chicago-note' ? '$&' : '$1, $2 '),
  },
  'genre-before-recipient': {
    why: 'The genre goes with the recipient, “Telegram to …” (Chicago 14.111), also where the document has a number; the number is that of the document in the edition, whatever its genre: “doc. 12”.',
    turn(text, item, style) {
      if (!item.number) return text;
      const number = style === 'apa' ? `Doc. ${item.number}` : `doc. ${item.number}`;
      const turned = text.replace(`${item.genre} no. ${item.number}`, number).replace(`${item.genre} No. ${item.number}`, number);
      if (style === 'mla') return turned.replace(/(“[^”]*”) /, `$1 ${item.genre}. `);
      return turned.replace(/(” |\[)[tT]o /, `$1${item.genre} to `);
    },
  },
  'two-layers': {
    why:
      'The source with its own date and place is said first, then this edition with its own date: in an archive the item, its date and its place belong ' +
      'together (Chicago 14.123–28; MLA 5.99), and the edition is a second container (MLA 5.102). citeproc-js has one date and prints that of the letter as that of the edition.',
    turn: sourceFirst,
  },
  'version-in-small-letters': {
    why: 'The version is no first word within its container: MLA 5.48–50, “version 1.2”.',
    turn: (text, item, style) => (style === 'mla' ? text.replace(', Version ', ', version ') : text),
  },
  'recipient-in-mla': {
    why: 'To whom a letter went belongs to what it is: MLA 5.106–109, “Letter to …”. The style prints the genre alone.',
    turn(text, item, style) {
      if (style !== 'mla' || !item.recipient) return text;
      const to = series(item.recipient);
      if (item.genre && text.includes(`” ${item.genre}. `)) return text.replace(`” ${item.genre}. `, `” ${item.genre} to ${to}. `);
      return text;
    },
  },
  'genre-in-title': {
    why: 'A genre that the title names is not said again: a description tells what the title does not (Chicago 14.114, MLA 5.106–109, APA 9.21).',
    turn(text, item, style) {
      if (!item.genre || !item.title.toLowerCase().includes(item.genre.toLowerCase())) return text;
      const [part, to] = style === 'chicago-note' ? [', ', 'to '] : ['. ', 'To '];
      return text
        .replace(`” ${item.genre} to `, `” ${to}`)
        .replace(`” ${item.genre}${part}`, '” ')
        .replace(`. ${item.genre}. `, '. ')
        .replace(`[${item.genre} to `, '[To ')
        .replace(`). [${item.genre}].`, ').')
        .replace(` [${item.genre}]`, '');
    },
  },
  'recipient-in-title': {
    why: 'A recipient whom the title names is not named again (as for the genre).',
    turn(text, item) {
      if (!item.recipient?.every((name) => curled(item.title).includes(spoken(name)))) return text;
      for (const to of [`to ${series(item.recipient)}`, `to ${series(item.recipient, '&')}`]) {
        for (const [said, left] of [[`” ${to}, `, '” '], [`” ${raised(to)}. `, '” '], [` [${raised(to)}]`, '']]) text = text.replace(said, left);
        if (item.genre) for (const open of ['” ', ' [']) text = text.replace(`${open}${item.genre} ${to}`, `${open}${item.genre}`);
      }
      return text;
    },
  },
  'date-in-title': {
    why: 'A date in which the title ends is not said again.',
    turn(text, item, style) {
      if (!/\d{1,2} \w+ \d{4}$/.test(item.title)) return text;
      return style === 'mla' ? text.replace('12 Oct. 1948, ', '') : text.replace(/” (Letter[,.] )?October 12(, 1948)?[,.] /, '” $1');
    },
  },
  circa: {
    why: 'A date that is about right is “ca.” (in MLA “circa”), one that is doubted stands in brackets with a question mark (Chicago 14.44). CSL has one sign for both.',
    turn(text, item, style) {
      if (style === 'mla') return item.id === 'uncertain' ? text.replace('Circa 12 Oct. 1948', '[12 Oct. 1948?]') : text;
      return item.id === 'circa' ? text.replace(/\[((October )?1948)\?\]/, (_, date) => (style === 'chicago-bibliography' ? `Ca. ${date}` : `ca. ${date}`)) : text;
    },
  },
  'recipient-of-a-manuscript': {
    why: 'To whom it went is said whatever class of thing the editor has it cited as; the styles name a recipient for letters alone.',
    turn(text, item, style) {
      if (item.type !== 'manuscript' || !item.recipient || style === 'mla') return text;
      const to = `to ${series(item.recipient)}`;
      const form = style === 'chicago-note' ? `${to}, ` : `${raised(to)}. `;
      if (style === 'apa') return text.replace('. In J. Doe', ` [${raised(to)}]. In J. Doe`);
      return style === 'chicago-in-text' ? text : text.replace(/”(?= )/, `” ${form.trimEnd()}`);
    },
  },
  'title-as-typed': {
    why: 'The letters of a title are those of the source, which are not changed; the styles give English titles capitals, as Chicago and MLA have it for books.',
    turn(text, item) {
      const title = curled(item.title);
      const at = text.toLowerCase().indexOf(title.toLowerCase());
      return at < 0 ? text : text.slice(0, at) + title + text.slice(at + title.length);
    },
  },
  'family-name-whole': {
    why: 'What is in the family name stands in front with it: Chicago follows the custom of the person or the place, and our record says that the name is “van der Berg”.',
    turn: (text) => text.replace(/^Berg, J\. van der(?=\.)/, 'van der Berg, J').replace(/^van der Berg, J\.\./, 'van der Berg, J.'),
  },
  'family-alone-in-the-text': {
    why: 'Of a name whose family stands in front the text names the family: “(Kim 1948)”. CSL-JSON has it in one field, so that no program turns it round.',
    turn: (text, item, style) => (style === 'chicago-in-text' && item.id === 'typed-family-first' ? text.replace('Kim Il Sung et al.', 'Kim et al.') : text),
  },
  'season-in-small-letters': {
    why: 'The seasons have no capital where no sentence begins with them; the style takes the word as the name of an issue.',
    turn: (text, item, style) => (style === 'chicago-note' ? text.replace('Spring 1949', 'spring 1949') : text),
  },
  'no-date': {
    why: 'Where a style puts the year in front, a source without a date has “n.d.”: Chicago 13.102, APA 9.17.',
    turn: (text, item, style) => (['chicago-author-date', 'chicago-in-text', 'apa'].includes(style) ? text.replace(/\bundated\b(?!-)\.?/, 'n.d.') : text),
  },
  'month-and-day': {
    why: 'What has a precise date has it in full: APA 9.14. The style gives it to letters alone.',
    turn(text, item, style) {
      const parts = item.issued['date-parts'];
      if (style !== 'apa' || !parts) return text;
      const months = ['', 'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
      const season = item.issued.season ? 'spring' : '';
      const day = ([, month, day]) => [months[month ?? 0] || season, day].filter(Boolean).join(' ');
      const [first, last] = parts;
      let words = day(first);
      if (last && last.length > 1) words += first[1] === last[1] ? `–${last[2]}` : `–${day(last)}`;
      return words ? text.replace(/\(((?:ca\. )?\d{4})\)/, `($1, ${words})`) : text;
    },
  },
  'uncertain-in-apa': {
    why: 'A date that is uncertain has brackets and a question mark, “ca.” is for estimates: APA Style, “Archival Documents and Collections”. CSL has one sign for both.',
    turn: (text, item, style) => (style === 'apa' && item.id === 'uncertain' ? text.replace('(ca. 1948, October 12)', '([1948, October 12?])') : text),
  },
  'title-with-its-brackets': {
    why: 'Without an author the title stands before the date, with all that belongs to it: APA 9.12, 9.21.',
    turn: (text, item, style) => (style === 'apa' ? text.replace(/^(.*?[^.])\.? (\([^)]*\d{4}[^)]*\)\.) (\[.*?\])\. /, '$1 $3. $2 ') : text),
  },
  'date-of-the-edition': {
    why: 'The version of the edition is named with its own date; the date after the author is that of the source (APA 9.19).',
    turn: (text, item, style) => (style === 'apa' ? text.replace(/(Version [^);]*)\)/, `$1, ${edited.note})`) : text),
  },
  'unreleased-version': {
    why: 'An edition without a number says so, so that nobody takes it for a release.',
    turn(text, item, style) {
      if (item.version || style === 'chicago-in-text') return text;
      const edition = curled(item['container-title']);
      return text.replace(edition, style === 'apa' ? `${edition} (Unreleased version)` : `${edition}, unreleased version`);
    },
  },
  'year-of-an-open-date': {
    why:
      'Where a list is in the order of years, only the year stands in its place (Chicago 13.102–103, APA 9.13–14), and the words of a date that is open ' +
      'follow the title. CSL-JSON has such a date in words alone, and citeproc-js sets them all.',
    turn(text, item, style) {
      const words = item.issued.literal ?? '';
      const year = /\b\d{4}\b/.exec(words)?.[0];
      if (!year || !/ or (later|earlier)$/.test(words)) return text;
      switch (style) {
        case 'chicago-in-text':
          return text.replace(words, year);
        case 'chicago-author-date':
          return text.replace(`${words}. `, `${year}. ${words}. `);
        case 'apa':
          return text.replace(`(${words}). `, `(${year}). ${words}. `);
        default:
          return text;
      }
    },
  },
};
