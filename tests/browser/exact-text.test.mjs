// The text is exact: what the page shows as the transcription is the source, character for character.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test, { before } from 'node:test';
import { pathToFileURL } from 'node:url';

import { browser, build, collapse, edition, everything, exactText, files, host, open, repository, seed } from './edition.mjs';

const source = path.join(repository, `content/documents/${seed}.md`);
let site, address, chromium, root;

before(async (t) => {
  root = await everything(t);
  site = await build(t, root);
  address = await host(t, site);
  chromium = await browser(t);
});

/** The text of the seed by hand: what follows the line that opens the translation, without indentation. */
async function seedText() {
  const [, text] = (await readFile(source, 'utf8')).split('\nTranslation - English\n');
  return collapse(text.replace(/^(□+|\u00a0+|\t+| {2,})+/gm, ''));
}

/** The text of a document as `edition convert` gives it. */
async function converted(file) {
  const line = await edition('convert', file, '--to', 'json');
  return collapse(JSON.parse(line).text);
}

test('the rule by hand finds the whole of the seed', async () => {
  const text = await seedText();
  assert.match(text, /^Telephone message via VCh Corrected text of a telegram to Kim Il Sung to Mr\. /);
  assert.match(text, /\[handwritten: 2nn, a second copy was sent to Moscow with inventory \[opis'\] № 31 of 14 October 1948\]$/);
});

test('the page of the seed has the text of its source', async () => {
  const { page, close } = await open(chromium, `${address}documents/${seed}.html`);
  assert.equal(await exactText(page), await seedText());
  await close();
});

test('every page of a document has the text of its JSON', async () => {
  const sources = (await files(root, 'content/documents')).filter((file) => /\.(md|txt)$/.test(file));
  for (const file of sources) {
    const id = path.basename(file).replace(/\.\w+$/, '');
    const { page, close } = await open(chromium, `${address}documents/${id}.html`);
    assert.equal(await exactText(page), await converted(path.join(root, file)), file);
    await close();
  }
});

test('it is exact without scripts', async () => {
  const { page, close } = await open(chromium, `${address}documents/${seed}.html`, { javaScriptEnabled: false });
  assert.equal(await exactText(page), await seedText());
  await close();
});

test('it is exact from a disk', async () => {
  const file = pathToFileURL(path.join(site, `documents/${seed}.html`)).href;
  const { page, close } = await open(chromium, file);
  assert.equal(await exactText(page), await seedText());
  await close();
});

for (const view of ['reading', 'diplomatic']) {
  test(`what is copied from the ${view} view is the text of the source`, async () => {
    const { page, close } = await open(chromium, `${address}documents/${seed}.html`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.locator(`input[type=radio][value=${view}]`).check({ force: true });
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('[data-transcription]')));
    await page.keyboard.press('Control+C');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(collapse(copied), await seedText());
    await close();
  });
}

test('what is spoken is the text of the source, in its order', async () => {
  const { page, close } = await open(chromium, `${address}documents/${seed}.html`);
  // Positions where a mark's brackets, label and words stand among the words that a screen reader is given.
  const snapshot = await page.locator('[data-transcription]').ariaSnapshot();
  for (const words of ['inserted by hand:', 'appropriate', 'date left blank', 'handwritten:', "opis'"]) {
    assert.ok(snapshot.includes(words), `${words} is not spoken`);
  }
  await close();
});
