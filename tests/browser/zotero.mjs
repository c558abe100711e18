// Zotero's own translators, run as its translation server runs them, with their store of RDF and their schema of items.
//
// They come with the package `zotero-translators`, which has the server and all translators of May 2019 in one file. It is
// free under the GNU Affero General Public License, version 3; it is installed for these tests and is no part of this
// repository. Its way in has no `web`, so the server's modules are asked for one by one.
//
// What Zotero does differently since, as far as it touches the tags and files of an edition:
// - Letters have translators (its schema of December 2025), so we give them to the schema of 2019; and they have a place
//   (`eventPlace`), which here is passed over.
// - "Embedded Metadata" takes authors from `article:author` and from classes as `byline` in more cases, and Highwire tags
//   change the type even where `z:itemType` is there. We write none of these.
// - "RIS" and "BibTeX" read more types and tags; those that we write mean the same.
// - A date is no longer made one of Zotero's own where it is EDTF; `z:date` is kept as it stands by both.

import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';

const require = createRequire(import.meta.url);
const file = require.resolve('zotero-translators');
const within = createRequire(file);

/** Which translator is which. */
export const TRANSLATORS = {
  page: '951c027d-74ac-47d4-a107-9c3069ab7b48',
  ris: '32d59d2d-b65a-4da4-b0a3-bdd3cfb979e7',
  bibtex: '9cb70025-a888-4a29-a210-93ec52da40d4',
  'csl-json': 'bc03b4fe-436d-4a1f-ba59-de4d2d7a63f7',
};

const server = load();

/** The modules of the server: the package ends in a call of its first module, in place of which its own `require` is taken. */
function load() {
  const last = /return __webpack_require__\(__webpack_require__\.s = 0\);/;
  const whole = readFileSync(file, 'utf8');
  if (!last.test(whole)) throw new Error(`${file} is not the version that is known here`);
  const module = new Module(file);
  module.filename = file;
  module.paths = within.resolve.paths('jsdom');
  module._compile(whole.replace(last, 'return { inner: __webpack_require__ };'), file);
  const { inner } = module.exports;
  const [main, translate, schema] = [0, 19, 42];
  const { itemTypes, creatorTypes } = inner(schema);
  const [, letter] = Object.entries(itemTypes).find(([, [name]]) => name === 'letter');
  const [translator] = Object.entries(creatorTypes).find(([, [name]]) => name === 'translator');
  letter[2].push(Number(translator));
  // It tells all that it does, and more than that.
  const { log } = console;
  console.log = () => {};
  inner(main);
  console.log = log;
  globalThis.Zotero.debug = () => {};
  return { Translate: inner(translate) };
}

/** What Zotero saves of a page at this address. */
export async function saved(html, address) {
  const { JSDOM } = within('jsdom');
  const { window } = new JSDOM(html, { url: address, contentType: 'text/html' });
  within('wicked-good-xpath').install(window, true);
  const translate = new server.Translate.Web();
  translate.setDocument(window.document);
  const [first] = await translate.getTranslators();
  if (first?.translatorID !== TRANSLATORS.page) throw new Error(`${first?.label} would read ${address}`);
  return run(translate, first);
}

/** What Zotero imports of a file; fails where another translator than the one of that name would read it. */
export async function imported(text, name) {
  const translate = new server.Translate.Import();
  translate.setString(text);
  const [first] = await translate.getTranslators();
  if (first?.translatorID !== TRANSLATORS[name]) throw new Error(`${first?.label} would read the file for ${name}`);
  return run(translate, first);
}

async function run(translate, translator) {
  translate.setTranslator(translator);
  return (await translate.translate({ libraryID: false })).map(item);
}

/** An item as a library shows it: creators in one line each, those of one field in brackets. */
function item(made) {
  const [{ itemType, creators, tags, notes = [], key, version, accessDate, libraryCatalog, ...fields }] = globalThis.Zotero.Utilities.itemToAPIJSON(made);
  const name = (one) => one.name ? `[${one.name}]` : `${one.lastName}, ${one.firstName}`;
  const rest = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined));
  return { itemType, creators: creators.map((one) => `${one.creatorType} ${name(one)}`), tags: tags.map(({ tag }) => tag), notes: (made.notes ?? []).map(({ note }) => note ?? note), ...rest };
}
