// The script of the search page takes for a word what the index takes for one.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import vm from 'node:vm';

import { repository } from './edition.mjs';

const script = (name) => readFile(path.join(repository, `static/js/search/${name}.js`), 'utf8');
const table = async (name) => JSON.parse(await readFile(path.join(repository, `tests/search/${name}.json`), 'utf8'));

const context = vm.createContext({ URLSearchParams });
for (const name of ['words', 'romanised', 'numbers', 'query']) vm.runInContext(await script(name), context);
const find = context.editionFind;

test('words are those of the table', async () => {
  for (const [text, expected] of await table('words')) {
    const found = find.words(text).map(({ term, at }) => [term, at]);
    assert.deepEqual(JSON.parse(JSON.stringify(found)), expected, text);
  }
});

test('each word is said to stand where it stands', () => {
  for (const [text, places] of [['Kim 金日成!', ['Kim', '金日', '日成', '成']], ["Stalin's №31", ["Stalin's", "Stalin's", '№', '31']], ['정부는', ['정부', '부는', '는']]]) {
    assert.deepEqual([...find.words(text)].map(({ start, end }) => text.slice(start, end)), places);
  }
});

test('Cyrillic and its romanisations have a key in common', async () => {
  for (const [cyrillic, latin] of await table('romanised')) {
    for (const one of latin) assert.equal(find.key(find.fold(one)), find.key(find.fold(cyrillic)), `${one} ${cyrillic}`);
  }
  assert.equal(find.key('1948'), null);
});

test('a query is taken apart', () => {
  const told = (node) => {
    if (node === null) return '';
    if (node.kind === 'not') return `-${told(node.inner)}`;
    if (node.kind === 'terms') return `${node.field ? `${node.field}:` : ''}${node.slots.map(({ term, start, step }) => `${term ?? `${start}*`}${step}`).join('+')}`;
    return `${node.kind}(${node.parts.map(told).join(' ')})`;
  };
  const check = (query, expected) => assert.equal(told(find.parse(query)), expected, query);
  check('Rice', 'rice0');
  check('rice grain', 'and(rice0 grain0)');
  check('rice OR grain AND loan', 'or(rice0 and(grain0 loan0))');
  check('(rice OR grain) loan', 'and(or(rice0 grain0) loan0)');
  check('loan NOT credit -bank', 'and(loan0 -credit0 -bank0)');
  check('co-operation', 'co0+operation1');
  check('"friendly relations"', 'friendly0+relations1');
  check('“friendly relations” title:treaty', 'and(friendly0+relations1 title:treaty0)');
  check('from:"Kim Il Sung"', 'from:kim0+il1+sung2');
  check('econom*', 'econom*0');
  check('e* rice', 'rice0');
  check('what is this?', 'and(what0 is0 this*0)');
  check('is?', 'is0');
  check('organi?ation', 'organi*0');
  check('金日成', '金日0+日成1');
  check('金', '金*0');
  check("Stalin's", 'stalins0');
  check('"close [inserted by hand: appropriate] relations"', 'close0+appropriate1+relations2');
  check('"金日成 同志"', '金日0+日成1+同志3');
  check('"金日成 to"', '金日0+日成1+成2+to3');
  check('((rice) OR', 'rice0');
  check('rice) grain', 'and(rice0 grain0)');
  for (const nothing of ['', '  ', '""', '*', 'ri*', '-', 'NOT', '()', ')(', '—', 'OR']) check(nothing, '');
});
