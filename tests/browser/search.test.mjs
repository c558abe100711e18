// The search, as a reader uses it: from a disk, from a server, by keyboard, and without a script.

import assert from 'node:assert/strict';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { before } from 'node:test';
import { pathToFileURL } from 'node:url';

import { browser, build, folder, host, none, open, sample, seed } from './edition.mjs';
import { letters, searches, write } from './letters.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site, address, disk, chromium, others;

before(async (t) => {
  const root = await folder(t, 'letters');
  others = await write(root, 300);
  site = await build(t, root);
  address = `${await host(t, site, '/a/deep/path/')}search/index.html`;
  disk = pathToFileURL(path.join(site, 'search/index.html')).href;
  chromium = await browser(t);
});

/** Searches on a page that is open, and says what it found. */
async function search(page, q, narrowed = {}) {
  const said = `#${new URLSearchParams({ q, ...narrowed })}`;
  await page.evaluate((hash) => {
    document.getElementById('found').textContent = 'Searching …';
    location.hash = hash;
  }, said);
  await page.waitForFunction(() => !/^(Searching …|)$/.test(document.getElementById('found').textContent));
  return page.evaluate(() => ({
    status: document.getElementById('found').textContent,
    links: [...document.querySelectorAll('#results > li')].map((item) => item.querySelector('a').getAttribute('href')),
    hits: [...document.querySelectorAll('#results > li:first-child .hit')].map((hit) => hit.textContent),
    marks: [...document.querySelectorAll('#results > li:first-child mark')].map((mark) => mark.textContent),
  }));
}

test('there are fifty searches and more', () => assert.ok(searches.length >= 50));

for (const [name, where] of [['a disk', () => disk], ['a server', () => address]]) {
  test(`every letter that is known is found first, from ${name}`, async () => {
    const { page, wrong, close } = await open(chromium, where());
    const missed = [];
    for (const [q, id, narrowed] of searches) {
      const { status, links } = await search(page, q, narrowed);
      if (!links[0]?.startsWith(`../documents/${id}.html`)) missed.push(`${q}: ${status} ${links.slice(0, 3)}`);
    }
    none([...missed, ...wrong]);
    await close();
  });
}

test('what was found is shown in its sentence, and leads to its paragraph', async () => {
  const { page, wrong, close } = await open(chromium, address);
  const long = await search(page, 'indigo');
  assert.deepEqual(long.links, ['../documents/long-one.html#p42']);
  assert.deepEqual(long.marks, ['indigo']);
  assert.match(long.hits[0], /^… Then Madam Gulnara proposed indigo from Bukhara\. /);
  assert.match(long.hits[0], /paragraph 42 words of the document$/);
  const hand = await search(page, 'lantern');
  assert.match(hand.hits[0], /by \[inserted by hand: lantern\] light.*added by hand$/s);
  const note = await search(page, 'almanac');
  assert.deepEqual(note.links, ['../documents/footnote.html#n1']);
  assert.match(note.hits[0], /words of the editor$/);
  await page.locator('#results a').first().click();
  assert.equal(await page.locator('#n1').count(), 1);
  assert.deepEqual(wrong, []);
  await close();
});

test('phrases of frequent words and of others are found wherever the texts have them', async () => {
  const { frequent } = await readFile(path.join(site, 'search/contents.js'), 'utf8').then((script) => JSON.parse(script.match(/"contents",(.*),"[0-9a-f]{8}"\);/s)[1]));
  assert.ok(['of', 'the', 'and'].every((word) => frequent.split(' ').includes(word)) && !frequent.includes('harbour'), frequent);
  const own = Object.values(letters).map(([, text]) => [text]);
  const plain = (text) => text.replace(/\[[^:\]]*: ([^\]]*)\]/g, '$1').toLowerCase();
  const { page, wrong, close } = await open(chromium, address);
  const phrases = ['of the', 'the of and', 'the of and the', 'of harbour', 'harbour of', 'the bridge of the', 'of a bridge and', 'price of the', 'harbour and the', 'harbour bridge', 'letter to the', 'in the order of', 'credit of the and'];
  const counts = [];
  for (const phrase of phrases) {
    const having = [...own, ...others].filter((passages) => passages.some((text) => ` ${plain(text).replace(/[^a-z]+/g, ' ')} `.includes(` ${phrase} `)));
    const { status } = await search(page, `"${phrase}"`, { layer: 'document' });
    counts.push([phrase, Number(status.match(/^\d+/)?.[0] ?? 0), having.length]);
  }
  assert.deepEqual(counts.filter(([, found, there]) => found !== there), []);
  assert.ok(counts.every(([, , there]) => there > 0) && counts.some(([, , there]) => there < 10), `${counts}`);
  assert.deepEqual(wrong, []);
  await close();
});

test('the layers hold words apart', async () => {
  const { page, close } = await open(chromium, address);
  const found = async (q, layer) => (await search(page, q, { layer })).links.length;
  assert.equal(await found('lantern', 'editor'), 0);
  assert.equal(await found('inserted', 'document'), 0);
  assert.equal(await found('rivets', 'hand'), 0);
  assert.equal(await found('clay', 'document'), 0);
  assert.equal(await found('Ledger', 'document'), 0);
  assert.equal(await found('opis', 'editor'), 1);
  assert.equal(await found('"of the"', 'hand'), 1);
  assert.equal(await found('"of the isle"', 'hand'), 0);
  assert.equal(await found('"lantern light"', 'hand'), 0);
  assert.equal(await found('"isle of"', 'editor'), 0);
  await close();
});

test('a search is narrowed by facets and years, and its address can be sent', async () => {
  const { page, close } = await open(chromium, `${address}#q=letter&person=writer-3&from=1950&to=1960&order=date`);
  await page.waitForFunction(() => document.querySelector('#results li'));
  assert.equal(await page.locator('#q').inputValue(), 'letter');
  const people = page.locator('[data-facet=person]');
  assert.ok(await people.getByLabel(/Writer 3 \(/).isChecked());
  const facts = await page.locator('#results .facts').allTextContents();
  const years = facts.map((fact) => Number(fact.match(/\d{4}/)[0]));
  assert.ok(facts.every((fact) => fact.includes('from Writer 3')) && years.every((year) => year >= 1950 && year <= 1960), `${facts}`);
  assert.deepEqual(years, years.toSorted((one, other) => one - other));
  await people.getByLabel(/Writer 3 \(/).uncheck();
  await page.waitForFunction(() => !location.hash.includes('person'));
  await close();
});

test('fields find what the pages about people and places have, and namesakes are two', async (t) => {
  const root = await folder(t, 'named');
  const put = async (file, text) => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  };
  await put('site.toml', '[edition]\ntitle = "Named"\n');
  await put('content/registers/people.toml', '[stalin]\nname = "Stalin, Joseph"\nvariants = ["Filippov"]\nborn = 1878\n\n[other]\nname = "Stalin, Joseph"\n\n[clerk]\nname = "Petrov"\n');
  await put('content/registers/places.toml', '[seoul]\nname = "Seoul"\n');
  const letter = (settings, text) => `+++\ntitle = "A letter"\n${settings}\n+++\n\n${text}\n`;
  await put('content/documents/sent.md', letter('from = "Filippov"', 'Rice.'));
  await put('content/documents/got.md', letter('to = "Filippov"', 'Rice.'));
  await put('content/documents/named.md', letter('from = "Pak"', 'Rice for [him](person:stalin) in [the city](place:seoul).'));
  await put('content/documents/other.md', letter('from = { name = "J. S.", id = "other" }\ntranslators = ["Petrov"]', 'Rice.'));
  const named = await build(t, root);
  const { page, wrong, close } = await open(chromium, pathToFileURL(path.join(named, 'search/index.html')).href);
  const ids = async (q, narrowed) => (await search(page, q, narrowed)).links.map((link) => link.match(/([a-z]+)\.html/)[1]).toSorted().join(' ');
  const expected = [
    ['person:stalin', 'got named other sent'], ['from:stalin', 'other sent'], ['to:stalin', 'got'], ['mentions:stalin', 'named'], ['mentions:seoul', 'named'],
    ['place:seoul', 'named'], ['person:petrov', 'other'], ['person:"joseph stalin" -from:filippov', 'got named other'],
  ];
  for (const [q, found] of expected) assert.equal(await ids(q), found, q);
  assert.equal(await ids('rice', { person: 'stalin' }), 'got named sent');
  assert.equal(await ids('rice', { person: 'other' }), 'other');
  const labels = await page.locator('[data-facet=person] bdi').allTextContents();
  assert.ok(labels.includes('Stalin, Joseph'), `${labels}`);
  assert.deepEqual(wrong, []);
  await close();
});

test('what a browser has kept of an older index is never mixed with the newer one', async () => {
  const print = (await readFile(path.join(site, 'search/contents.js'), 'utf8')).match(/,"([0-9a-f]{8})"\);\n$/)[1];
  const older = async (name, change) => change(await readFile(path.join(site, `search/${name}.js`), 'utf8')).replaceAll(print, '01234567');
  const stale = { terms: /search\/terms-\d+\.js$/, contents: /search\/contents\.js$/, texts: /search\/texts-\d+\.js$/ };
  for (const [kind, kept] of Object.entries(stale)) {
    const { page, close } = await open(chromium, 'about:blank');
    let handed = 0;
    await page.route(kept, async (route) => {
      handed++;
      const name = route.request().url().match(/([a-z]+(?:-\d+)?)\.js$/)[1];
      // In the older index the letters had other numbers.
      const body = kind === 'texts' ? await older(name, (text) => text.replace(/"href":"[^"]*"/g, '"href":"../documents/gone.html"')) : await older(name, (text) => text);
      await route.fulfill({ contentType: 'text/javascript', body });
    });
    await page.goto(`${address}#q=turbines`);
    await page.waitForFunction(() => document.querySelector('#results li'));
    assert.ok(handed > 0, kind);
    assert.equal(await page.locator('#results a').first().getAttribute('href'), '../documents/rice-mill.html#p1', kind);
    await close();
  }
});

test('it works by keyboard from the head of any page, and says how many it found', async () => {
  const { page, wrong, close } = await open(chromium, new URL('../documents/rice-mill.html', address).href);
  await page.getByRole('searchbox', { name: 'Search the edition' }).fill('quarantine');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/index\.html#q=quarantine$/);
  await page.getByText('1 document.').waitFor();
  assert.equal(await page.getByRole('status').textContent(), '1 document.');
  const all = await search(page, 'letter');
  assert.equal(all.links.length, 10);
  await page.getByRole('button', { name: 'More results' }).press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('#results > li').length === 20);
  assert.ok(await page.locator('#results > li:nth-child(11) a').first().evaluate((link) => link === document.activeElement));
  const nothing = await search(page, 'xylophone');
  assert.equal(nothing.status, 'No documents.');
  const some = await search(page, 'turbines quarantine');
  assert.match(some.status, /^2 documents\. None has all the words/);
  const early = await search(page, 'qu* quarantine');
  assert.equal(early.status, '1 document. Three letters must stand before the star or question mark of qu*, so it was left out.');
  assert.deepEqual(wrong, []);
  await close();
});

test('results are accessible, wide and narrow, light and dark', async () => {
  for (const settings of [{}, { colorScheme: 'dark', viewport: { width: 320, height: 700 } }]) {
    const { page, close } = await open(chromium, `${address}#q=lantern+OR+opis+OR+letter&person=writer-3&person=writer-4`, settings);
    await page.waitForFunction(() => document.querySelector('#results li'));
    await page.evaluate(axe);
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), values);
    none(violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`)));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
    await close();
  }
});

test('without a script the page says what can be done', async () => {
  const { page, wrong, close } = await open(chromium, address, { javaScriptEnabled: false });
  assert.ok(await page.getByText('To search, this page needs a script').isVisible());
  assert.ok(await page.getByRole('link', { name: 'Documents' }).last().isVisible());
  assert.equal(await page.locator('form').filter({ visible: true }).count(), 0);
  assert.ok(await page.getByRole('heading', { name: 'How to search' }).isVisible());
  assert.equal(await page.locator('header .find-box a').getAttribute('href'), 'index.html');
  assert.deepEqual(wrong, []);
  await close();
});

test('a search of a small edition reads little', async () => {
  const { page, close } = await open(chromium, 'about:blank');
  const asked = new Set();
  page.on('request', (request) => asked.add(request.url()));
  await page.goto(`${disk}#q=turbines`);
  await page.waitForFunction(() => document.querySelector('#results li'));
  const files = [...asked].filter((url) => /search\/[a-z]+-?\d*\.js$/.test(url) && !url.includes('assets'));
  const sizes = await Promise.all(files.map(async (url) => (await stat(new URL(url))).size));
  assert.ok(files.length <= 5 && sizes.reduce((sum, size) => sum + size, 0) < 200_000, `${files} ${sizes}`);
  await close();
});

test('the sample edition is found by its names in both alphabets', async (t) => {
  const sampled = await build(t, await sample(t));
  const { page, wrong, close } = await open(chromium, pathToFileURL(path.join(sampled, 'search/index.html')).href);
  for (const q of ['Yerofeyev', 'Ерофеев', 'Jerofejew', 'Новоселова', '"close economic relations"', '"close appropriate economic relations"', '№ 31', "opis'"]) {
    const { links, status } = await search(page, q);
    if (q === '"close economic relations"') assert.equal(links.length, 0, q);
    else assert.ok(links[0]?.startsWith(`../documents/${seed}.html#p`), `${q}: ${status}`);
  }
  // By its date, and by every name that its sender has.
  for (const q of ['12 October 1948', '1948-10-12', 'date:1948', 'from:"Iosif Stalin"', 'from:Сталин', 'to:김일성']) {
    const { links, status } = await search(page, q);
    assert.ok(links[0]?.startsWith(`../documents/${seed}.html`), `${q}: ${status}`);
  }
  assert.deepEqual(wrong, []);
  await close();
});
