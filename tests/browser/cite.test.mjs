// Citing: what is copied, where it leads, and what there is without scripts.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { before } from 'node:test';
import { pathToFileURL } from 'node:url';

import { browser, build, everything, files, host, none, open, seed } from './edition.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const base = '/edition/';
const published = `https://edition.example${base}`;
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

let site, address, chromium;

before(async (t) => {
  site = await build(t, await everything(t), '--base-url', published);
  address = await host(t, site, base);
  chromium = await browser(t);
});

/** Selects words of the text, from the first place where one stands to the first place of the other behind it. */
function select(page, from, to = from) {
  return page.evaluate(([from, to]) => {
    const nodes = [];
    for (const text of document.querySelectorAll('[data-transcription], [data-notes]')) {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes.push(walker.currentNode);
    }
    const start = nodes.findIndex((node) => node.data.includes(from));
    const end = nodes.findIndex((node, at) => at >= start && node.data.includes(to));
    const range = document.createRange();
    range.setStart(nodes[start], nodes[start].data.indexOf(from));
    range.setEnd(nodes[end], nodes[end].data.indexOf(to) + to.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }, [from, to]);
}

const button = (page) => page.getByRole('button', { name: 'Copy with citation' });
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

test('without scripts the page of citations is complete', async () => {
  const { page, wrong, close } = await open(chromium, `${address}documents/${seed}.cite.html`, { javaScriptEnabled: false });
  const names = await page.locator('[data-citation]').evaluateAll((all) => all.map((one) => one.dataset.citation));
  for (const name of ['chicago-note', 'archive', 'biblatex', 'address']) assert.ok(names.includes(name), `${name} is missing`);
  const all = await files(site);
  for (const ending of ['ris', 'bib', 'csl.json']) {
    assert.ok(all.includes(`documents/${seed}.${ending}`), ending);
    assert.equal(await page.locator(`a[href="${seed}.${ending}"]`).count(), 1, ending);
  }
  assert.equal(await page.locator('button').count(), 0, 'a button that does nothing');
  await page.locator('.places summary').click();
  const places = await page.locator('.places li').evaluateAll((all) => all.map((one) => ({
    to: one.querySelector('a').hash, address: one.querySelector('.address').textContent, report: one.querySelector('.report').href,
  })));
  const text = await open(chromium, `${address}documents/${seed}.html`, { javaScriptEnabled: false });
  const ids = await text.page.locator('[data-transcription] [id]:not([data-apparatus=space])').evaluateAll((all) => all.map((one) => one.id));
  for (const id of ids.filter((id) => /^[pm]\d+$/.test(id))) {
    const place = places.find(({ to }) => to === `#${id}`);
    assert.equal(place?.address, `${published}documents/${seed}.html#${id}`);
    const mail = new URL(place.report);
    assert.equal(mail.pathname, 'editors@edition.example');
    assert.match(mail.searchParams.get('subject'), /^Error in Telephone Message/);
    const body = mail.searchParams.get('body');
    for (const part of ['Edition: Moscow and Pyongyang, 1948', 'Version: unreleased', `Address: ${place.address}\r\n`, 'Quotation: “']) {
      assert.ok(body.includes(part), `${part} in ${body}`);
    }
  }
  assert.deepEqual([...wrong, ...text.wrong], []);
  await close();
  await text.close();
});

test('each paragraph, note and mark that is explained has a link to itself', async () => {
  const { page, close } = await open(chromium, `${address}documents/every-sign.html`, { javaScriptEnabled: false });
  const missing = await page.evaluate(() => {
    const blocks = [...document.querySelectorAll('[data-transcription] [id], [data-notes] li')].filter(({ id }) => /^[pn]\d+$/.test(id));
    const marks = [...document.querySelectorAll('[data-apparatus][id]:has(+ .caption)')];
    return [...blocks, ...marks].map(({ id }) => id).filter((id) => !document.querySelector(`a[data-generated][href="#${id}"], .caption a[href="#${id}"]`));
  });
  assert.deepEqual(missing, []);
  await close();
});

test('a citation is copied by its button, with its type and without its button', async () => {
  const { page, wrong, close } = await open(chromium, `${address}documents/${seed}.cite.html`, clipboard);
  const note = page.locator('[data-citation=chicago-note]');
  const words = (await note.innerText()).replace(/\s+/g, ' ').trim();
  await page.getByRole('button', { name: 'Copy Chicago, note' }).click();
  await page.getByRole('status').filter({ hasText: 'Copied: Chicago, note' }).waitFor({ state: 'attached' });
  assert.equal(await copied(page), words);
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType('text/html')).text();
  });
  assert.match(html, /<i>Moscow and Pyongyang, 1948<\/i>/);
  await page.locator('details summary', { hasText: 'biblatex' }).click();
  await page.getByRole('button', { name: 'Copy For LaTeX with biblatex' }).click();
  await page.getByRole('status').filter({ hasText: 'biblatex' }).waitFor({ state: 'attached' });
  assert.match(await copied(page), /^@letter\{.*\n {2}author = \{Stalin, I\.\},\n/);
  assert.deepEqual(wrong, []);
  await close();
});

test('selected words are copied with citation and address, by keyboard alone', async () => {
  const { page, wrong, close } = await open(chromium, `${address}documents/${seed}.html`, clipboard);
  // Where a reader stands who goes from link to link, or moves the cursor of caret browsing.
  await page.locator('.anchor[href="#p4"]').focus();
  await select(page, 'establishing close', 'economic');
  await button(page).waitFor();
  await page.keyboard.press('Tab');
  if (!(await button(page).evaluate((one) => one === document.activeElement))) await page.keyboard.press('Tab');
  assert.ok(await button(page).evaluate((one) => one === document.activeElement), 'no key leads to the button');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
  const text = await copied(page);
  const [quotation, , note, link] = text.split('\n');
  assert.equal(quotation, '“establishing close [inserted by hand: appropriate] economic”');
  assert.match(note, /^I\. Stalin, “Telephone Message via VCh.*, in Moscow and Pyongyang, 1948, unreleased version, trans\. Gary Goldberg, par\. 5\.$/);
  assert.equal(link, `${published}documents/${seed}.html#p5:~:text=establishing%20close,economic`);
  await page.keyboard.press('Escape');
  assert.equal(await button(page).count(), 0);
  assert.deepEqual(wrong, []);
  await close();
});

test('the place that is copied is where the words stand', async () => {
  const found = [];
  for (const [file, pairs] of [
    [seed, ['establishing close|economic', 'oviet Govern|national re', 'Chairman of the USSR', 'sent by|1955', '31 of|14 October', 'Chairman of the Cabinet']],
    ['every-sign', ['We have re|your letter', 'word обком|Kim', 'Comr. Petrov, with|Ivanov', 'A quotation of|over two', 'Text in another|СССР', 'Secretary', 'First,|another']],
  ]) {
    const { page, close } = await open(chromium, `${address}documents/${file}.html`, clipboard);
    for (const pair of pairs) {
      const [from, to] = pair.split('|');
      await select(page, from, to);
      await button(page).waitFor();
      await button(page).click();
      await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
      const link = (await copied(page)).split('\n').at(-1);
      await page.keyboard.press('Escape');
      // Words that stand in the head of the page as well are reached by their paragraph alone.
      const [, id, words] = link.match(/#(\w*)(:~:.*)?$/);
      const directive = words ?? id;
      assert.equal(words === undefined, /^Chairman/.test(pair), pair);
      // Without the id of the paragraph, so that the words alone lead there, on a screen that shows a few lines.
      const there = await open(chromium, `${address}documents/${file}.html#${directive}`, { viewport: { width: 1280, height: 240 }, reducedMotion: 'reduce' });
      await there.page.waitForTimeout(500);
      await select(there.page, from, to);
      const { top, bottom } = await there.page.evaluate(() => getSelection().getRangeAt(0).getBoundingClientRect().toJSON());
      const seen = await there.page.evaluate(() => scrollY);
      if (seen === 0 || bottom < 0 || top > 240) found.push(`${pair}: ${directive} leads to ${seen}, the words are at ${top + seen}`);
      await there.close();
    }
    await close();
  }
  none(found);
});

test('nothing of ours is quoted, and a note and a range of paragraphs are named', async () => {
  const { page, close } = await open(chromium, `${address}documents/every-sign.html`, clipboard);
  const citation = async (from, to) => {
    await select(page, from, to);
    await button(page).waitFor();
    await button(page).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
    const text = await copied(page);
    await page.keyboard.press('Escape');
    return text;
  };
  const range = await citation('Comr. Petrov', 'Second');
  assert.match(range, /^“Comr\. Petrov, with a word.*gesellschaft\. 2\. Comr\. Ivanov, \[signed\] P\. PETROV - First, one thing.*- Second”\n/);
  assert.match(range, /, pars\. \d+–\d+\.\nhttps/);
  const table = await citation('Secretary');
  assert.match(table, /^“Secretary”\n\n.*version, trans\. C\. D\. Translator\.\nhttps:\S+#:~:text=Secretary$/);
  const report = await (async () => {
    await select(page, 'Text in another');
    const link = page.locator('.selected a');
    await link.waitFor();
    return new URL(await link.getAttribute('href')).searchParams.get('body');
  })();
  assert.match(report, /Address: https:\/\/edition\.example\/edition\/documents\/every-sign\.html#p\d+\r\nQuotation: “Text in another”$/);
  await close();
});

test('what a script adds is accessible, light and dark', async () => {
  const found = [];
  for (const settings of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { viewport: { width: 320, height: 700 } }]) {
    for (const file of [`documents/${seed}.html`, `documents/${seed}.cite.html`, 'cite/index.html']) {
      const { page, wrong, close } = await open(chromium, address + file, settings);
      if (file.endsWith(`${seed}.html`)) {
        await select(page, 'establishing close', 'economic');
        await button(page).waitFor();
      }
      await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document));
      found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${file}: ${id}: ${html.slice(0, 160)}`)));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      if (wide) found.push(`${file} scrolls sideways`);
      found.push(...wrong);
      await close();
    }
  }
  none(found);
});

test('it works from a disk', async () => {
  const { page, wrong, close } = await open(chromium, pathToFileURL(path.join(site, `documents/${seed}.html`)).href, clipboard);
  await select(page, 'establishing close', 'economic');
  await button(page).click();
  await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
  assert.deepEqual(wrong, []);
  await close();
});
