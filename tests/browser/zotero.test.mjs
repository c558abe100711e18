// What Zotero makes of an edition: its own translators read the pages and the files of documents of every genre.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { before } from 'node:test';

import { build, folder } from './edition.mjs';
import { imported, saved } from './zotero.mjs';

const base = 'https://example.org/e/';
const settings = `[edition]
title = "The Test Edition"
base_url = "${base}"
editors = ["Jane Doe", "Kim Il Sung"]
publisher = "Test Press"
funders = ["A Foundation"]
version = "1.0"
date = "2026-11-23"
licence = "CC-BY-4.0"
`;

const archive = 'source = { repository = "RGASPI", shelfmark = "f. 558, op. 11, d. 109, l. 113", url = "https://archive.example/9", copies = ["AP RF, f. 45, op. 1, d. 346"] }';
const held = { archive: 'RGASPI', archiveLocation: 'f. 558, op. 11, d. 109, l. 113' };

/** What is hard to write in one form or another. */
const hard = `A \\ {b} $c & #d _e ~f ^g "h" 'i' %j « и » 金 شرق <k> l-m ${'n'.repeat(300)}`;

/**
 * Each document: its settings, what Zotero is to make of its page, and its date as the files bring it. A name in brackets
 * is in one field.
 */
const documents = {
  letter: {
    head: `title = "On the Exchange of Envoys"\nkind = "Letter"\ndate = 1948-10-12\nfrom = "I. V. Stalin"\nto = "Kim Il Sung"\nplace = "Moscow"\nlanguages = { original = "ru", text = ["en", "fr"] }\ntranslators = "Gary Goldberg"\nnumber = 12\nsummary = "Stalin agrees, & thanks."\nrights = "Public domain"\nsubjects = ["Envoys"]\ncredits = "With support of a friend."\n${archive}`,
    type: 'letter',
    creators: ['author Stalin, I. V.', 'recipient [Kim Il Sung]', 'translator Goldberg, Gary'],
    fields: { title: 'On the Exchange of Envoys', letterType: 'Letter', date: '1948-10-12', language: 'en', rights: 'Public domain', abstractNote: 'Stalin agrees, & thanks.', callNumber: 'The Test Edition, doc. 12', ...held },
    date: '1948-10-12',
  },
  telegram: {
    head: `title = "Telegram, T. Shtykov to V. Molotov"\nkind = "Telegram"\ndate = "1948-10"\nfrom = "T. F. Shtykov"\nto = "V. Molotov"\n${archive}`,
    type: 'letter',
    creators: ['author Shtykov, T. F.', 'recipient Molotov, V.'],
    fields: { title: 'Telegram, T. Shtykov to V. Molotov', shortTitle: 'Telegram', letterType: 'Telegram', date: '1948-10', ...held },
    date: '1948-10',
  },
  'telephone-message': {
    head: `title = "Telephone Message"\nkind = "Telephone Message via VCh"\ndate = "1948-10-XX"\nfrom = "Unknown"\nto = "I. Stalin"\n${archive}`,
    type: 'letter',
    creators: ['recipient Stalin, I.'],
    fields: { title: 'Telephone Message', letterType: 'Telephone Message via VCh', date: '1948-10', ...held },
    date: '1948-10',
  },
  minutes: {
    head: `title = "Minutes of a Conversation"\nkind = "Minutes of Conversation"\ndate = 1949-03-05\n${archive}`,
    type: 'manuscript',
    creators: [],
    fields: { title: 'Minutes of a Conversation', manuscriptType: 'Minutes of Conversation', date: '1949-03-05', ...held },
    date: '1949-03-05',
  },
  'undated-report': {
    head: 'title = "Report on Trade"\nkind = "Report"\nfrom = "A. Ignatiev"',
    type: 'manuscript',
    creators: ['author Ignatiev, A.'],
    fields: { title: 'Report on Trade', manuscriptType: 'Report', date: 'undated' },
    date: 'undated',
  },
  body: {
    head: 'title = "Decree No. 5"\ndate = 1949-03-17\nfrom = "Ministry of Foreign Affairs, First Department, Bureau"',
    type: 'manuscript',
    creators: ['author [Ministry of Foreign Affairs – First Department – Bureau]'],
    fields: { title: 'Decree No. 5', date: '1949-03-17' },
    date: '1949-03-17',
    written: 'Ministry of Foreign Affairs, First Department, Bureau',
  },
  'family-first': {
    head: `title = "Draft"\nkind = "Letter"\nfrom = "Kim, Il Sung"\nto = "Mao Zedong"\ndate = "1949-05~"\n${archive}`,
    type: 'letter',
    creators: ['author [Kim Il Sung]', 'recipient [Mao Zedong]'],
    fields: { title: 'Draft', letterType: 'Letter', date: '1949-05~', ...held },
    date: '1949-05',
  },
  'two-recipients': {
    head: `title = "To Both"\nkind = "Letter"\nfrom = "Pak Hon-yong"\nto = ["A. Vyshinsky", "Council of Ministers of the USSR"]\ndate = 1948-10-02\n${archive}`,
    type: 'letter',
    creators: ['author [Pak Hon-yong]', 'recipient Vyshinsky, A.', 'recipient [Council of Ministers of the USSR]'],
    fields: { title: 'To Both', letterType: 'Letter', date: '1948-10-02', ...held },
    date: '1948-10-02',
  },
  interval: {
    head: `title = "Diary"\nkind = "Diary"\nfrom = "T. Shtykov"\ndate = "1948-10-08/1948-10-12"\n${archive}`,
    type: 'manuscript',
    creators: ['author Shtykov, T.'],
    fields: { title: 'Diary', manuscriptType: 'Diary', date: '1948-10-08/1948-10-12', ...held },
    date: '1948-10-08',
  },
  'no-letter': {
    head: `title = "A Note, Handed Over"\nkind = "Note"\ncite_as = "manuscript"\nfrom = "I. Stalin"\nto = ["Kim Il Sung", "T. Shtykov"]\ntranslators = "Gary Goldberg"\ndate = "195X"`,
    type: 'manuscript',
    creators: ['author Stalin, I.', 'translator Goldberg, Gary'],
    fields: { title: 'A Note, Handed Over', manuscriptType: 'Note', date: '1950s' },
    date: '1950s',
    extra: 'recipient: Kim Il Sung\nrecipient: Shtykov || T.\n',
  },
  hard: {
    head: `title = """${hard.replaceAll('\\', '\\\\').replace('"h"', '\\"h\\"')}"""\nkind = "Éxposé & Co_"\ndate = 1950-01-02\nfrom = ["Stalin", "J. O’Neill", "Henry Lodge, Jr.", "김일성", "Société \\"Étoile\\" & Cie, Paris"]\nto = ["يوسف", "Kim Il", "Kim Il"]\nsummary = "{It} says: 100 % & more."\nsource = { repository = "A {B}", shelfmark = "№ 5 \\\\ 6_7 & 8" }`,
    type: 'letter',
    creators: ['author [Stalin]', 'author O’Neill, J.', 'author Lodge, Henry Jr', 'author [김일성]', 'author [Société "Étoile" & Cie – Paris]', 'recipient [يوسف]', 'recipient [Kim Il]', 'recipient [Kim Il]'],
    fields: { title: hard, letterType: 'Éxposé & Co_', date: '1950-01-02', archive: 'A {B}', archiveLocation: '№ 5 \\ 6_7 & 8', abstractNote: '{It} says: 100 % & more.' },
    date: '1950-01-02',
    written: 'Société "Étoile" & Cie, Paris',
  },
};

let site;

before(async (t) => {
  const root = await folder(t, 'zotero');
  await mkdir(path.join(root, 'content/documents'), { recursive: true });
  await mkdir(path.join(root, 'content/pages'), { recursive: true });
  await writeFile(path.join(root, 'site.toml'), settings);
  await writeFile(path.join(root, 'content/pages/about.md'), '+++\ntitle = "About us"\n+++\nWe edit.\n');
  for (const [id, { head }] of Object.entries(documents)) await writeFile(path.join(root, `content/documents/${id}.md`), `+++\n${head}\n+++\n\nThe text.\n`);
  site = await build(t, root);
});

const read = (id, ending) => readFile(path.join(site, `documents/${id}.${ending}`), 'utf8');
const page = async (address) => saved(await readFile(path.join(site, address), 'utf8'), base + address);

test('a page is saved with all its fields, whatever its genre', async () => {
  for (const [id, { type, creators, fields, extra = '', written }] of Object.entries(documents)) {
    const [item, ...more] = await page(`documents/${id}.html`);
    const number = id === 'letter' ? 'number: 12\n' : '';
    const noted = `container-title: The Test Edition\n${extra}${number}editor: Doe || Jane\neditor: Kim Il Sung\nversion: 1.0\npublisher: Test Press${written ? `\nname-as-written: ${written}` : ''}`;
    const of = { url: `${base}documents/${id}.html`, callNumber: 'The Test Edition', rights: 'CC-BY-4.0', extra: noted };
    // Where no text has a language, Zotero takes that of the page.
    assert.deepEqual(item, { itemType: type, creators, tags: [], notes: [], language: 'en', ...of, ...fields }, id);
    assert.deepEqual(more, []);
  }
});

test('a text of the editors is a page of the web', async () => {
  const [{ itemType, creators, title, websiteTitle, date, url }] = await page('about.html');
  assert.deepEqual({ itemType, creators, title, websiteTitle, date, url }, {
    itemType: 'webpage', creators: ['author Doe, Jane', 'author [Kim Il Sung]'], title: 'About us', websiteTitle: 'The Test Edition', date: '2026-11-23', url: `${base}about.html`,
  });
});

/** A day as Zotero writes it out, `October 12, 1948`, in figures; what is no day stays as it is. */
function inFigures(date) {
  const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  const [, month, day, year] = date?.match(/^(?:([A-Z][a-z]+) )?(?:(\d+), )?(\d{4})$/) ?? [];
  const two = (number) => String(number).padStart(2, '0');
  return [year ?? date, month && two(months.indexOf(month) + 1), day && two(day)].filter(Boolean).join('-');
}

const unmarked = (html) => html.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** All that an item says in its fields and its notes. */
const said = ({ notes, creators, ...fields }) => [...Object.values(fields).flat(), ...creators, ...notes.map(unmarked)].join('\n');

/** What the page has no fields for, and no file may lose. */
const beyond = {
  letter: ['fr', 'ru', 'Moscow', 'https://archive.example/9', 'AP RF, f. 45, op. 1, d. 346', 'With support of a friend.', 'A Foundation', '2026-11-23', 'Envoys', 'Test Press', '1.0', 'Goldberg'],
  interval: ['1948-10-08/1948-10-12'],
  'no-letter': ['Kim Il Sung', 'Shtykov', 'Goldberg'],
  hard: ['Jr.'],
};

const has = (item, id, facts) => {
  for (const fact of facts.filter(Boolean)) assert.ok(said(item).includes(fact), `${id}: “${fact}” is lost in:\n${said(item)}`);
};

/** Dates that RIS and BibTeX have in words alone. */
const isInWords = (date) => !/^\d{4}(-|$)/.test(date);

for (const [name, ending] of [['ris', 'ris'], ['csl-json', 'csl.json']]) {
  test(`${name} is imported as the page is saved`, async () => {
    for (const [id, { type, creators, fields, date }] of Object.entries(documents)) {
      const [item, ...more] = await imported(await read(id, ending), name);
      assert.deepEqual(more, [], id);
      // A comma in a name that is one would part it in RIS, and on a page.
      const names = (list) => list.map((one) => one.replaceAll(' – ', ', ').replace(/,? Jr\.?$/, ''));
      assert.deepEqual([item.itemType, names(item.creators)], [type, names(creators)], id);
      const { date: ofPage, rights = 'CC-BY-4.0', shortTitle, ...same } = fields;
      for (const [field, value] of Object.entries({ url: `${base}documents/${id}.html`, ...same })) {
        // Zotero takes what stands in RIS for HTML, where it has a tag in it.
        assert.equal(item[field], name === 'ris' ? value.replace('<k> ', '') : value, `${id}: ${field}`);
      }
      if (name === 'ris' && isInWords(date)) assert.equal(item.date, undefined, id);
      else assert.equal(inFigures(item.date), date, id);
      has(item, id, ['The Test Edition', 'Doe || Jane', 'Kim Il Sung', rights, ...(beyond[id] ?? []), name === 'csl-json' && isInWords(date) && date]);
    }
  });
}

/** Signs that TeX has commands for which Zotero does not know: it shows the command. */
const COMMANDS = { '\\': '\\textbackslash', '{': '\\textbraceleft', '}': '\\textbraceright', '~': '\\textasciitilde', '^': 'ˆ' };
const inTex = (text) => text?.replace(/[\\{}~^]/g, (sign) => COMMANDS[sign]);

test('BibTeX is imported with all that it says, though there are no letters in it', async () => {
  for (const [id, { type, creators, fields, date }] of Object.entries(documents)) {
    const [item, ...more] = await imported(await read(id, 'bib'), 'bibtex');
    assert.deepEqual(more, [], id);
    const [recipients, others] = [true, false].map((is) => creators.filter((one) => one.startsWith('recipient') === is));
    assert.deepEqual(item.creators, others.map((one) => one.replaceAll(' – ', ', ').replace(/ Jr$/, ', Jr.')), id);
    const { title, abstractNote, rights = 'CC-BY-4.0', archive, archiveLocation, letterType, manuscriptType } = fields;
    assert.deepEqual([item.title, item.abstractNote, item.rights, item.url], [inTex(title), inTex(abstractNote), rights, `${base}documents/${id}.html`]);
    const day = id === 'telephone-message' ? '1948-10-XX' : fields.date.replace('~', '');
    assert.equal(item.date, isInWords(date) ? undefined : day, id);
    const written = recipients.map((one) => one.replace(/^recipient /, '').replace(/[[\]]|,.*/g, ''));
    has(item, id, ['The Test Edition', 'Jane Doe', archive && inTex(`${archive}, ${archiveLocation}`), letterType ?? manuscriptType, ...written, ...(beyond[id] ?? []), isInWords(date) && date, id === 'family-first' && 'ca. May 1949']);
  }
});

test('the files of the whole edition bring all documents', async () => {
  const all = Object.keys(documents).map((id) => `${base}documents/${id}.html`);
  for (const [name, ending] of [['ris', 'ris'], ['bibtex', 'bib'], ['csl-json', 'csl.json']]) {
    const items = await imported(await readFile(path.join(site, `cite/references.${ending}`), 'utf8'), name);
    assert.deepEqual(items.map(({ url }) => url).sort(), all.sort(), name);
  }
});
