// The editor's desk: a save shows in the open browser, a mistake shows over the page until it is mended.

import assert from 'node:assert/strict';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';

import { browser, open, sample, seed, serve } from './edition.mjs';

test('the open page follows the files', async (t) => {
  const root = await sample(t);
  const address = await serve(t, root);
  const { page, wrong } = await open(await browser(t), `${address}documents/${seed}.html`);
  const file = path.join(root, `content/documents/${seed}.md`);
  const source = await readFile(file, 'utf8');
  const transcription = page.locator('[data-transcription]');
  const shows = (words) => transcription.filter({ hasText: words }).waitFor({ timeout: 10_000 });

  await t.test('a save shows', async () => {
    assert.ok(!(await transcription.innerText()).includes('Signed in haste'));
    await writeFile(file, source.replace('I. STALIN', 'I. STALIN\n\nSigned in haste'));
    await shows('Signed in haste');
  });

  await t.test('a save by an editor that renames shows', async () => {
    await writeFile(`${file}.new`, source.replace('I. STALIN', 'I. STALIN\n\nSigned at leisure'));
    await rename(`${file}.new`, file);
    await shows('Signed at leisure');
  });

  await t.test('a new document appears in the list', async () => {
    await page.goto(`${address}documents/index.html`);
    const added = path.join(root, 'content/documents/1948-10-20-note.md');
    await writeFile(added, '+++\ntitle = "A note that was just added"\ndate = "1948-10-20"\n+++\n\nText.\n');
    await page.getByText('A note that was just added').first().waitFor({ timeout: 10_000 });
    await page.goto(`${address}documents/${seed}.html`);
  });

  await t.test('a mistake shows over the page, and goes when it is mended', async () => {
    const settings = path.join(root, 'site.toml');
    const right = await readFile(settings, 'utf8');
    const message = page.getByText(/titel/).first();
    await writeFile(settings, right.replace(/^title\b/m, 'titel'));
    await message.waitFor({ state: 'visible', timeout: 10_000 });
    await page.getByText(/site\.toml/).first().waitFor({ state: 'visible', timeout: 10_000 });
    await writeFile(settings, right);
    await message.waitFor({ state: 'detached', timeout: 10_000 });
    await shows('Signed at leisure');
  });

  // What a page was still asking for when the next one came is no fault.
  assert.deepEqual(wrong.filter((what) => !what.endsWith('net::ERR_ABORTED')), []);
});

test('every tab of a browser follows', async (t) => {
  const root = await sample(t);
  const address = await serve(t, root);
  const { page: first } = await open(await browser(t), `${address}documents/${seed}.html`);
  const tabs = [first];
  // A browser holds six connections to a host.
  while (tabs.length < 8) {
    const tab = await first.context().newPage();
    await tab.goto(`${address}documents/${seed}.html`, { waitUntil: 'load', timeout: 10_000 });
    tabs.push(tab);
  }
  const file = path.join(root, `content/documents/${seed}.md`);
  const source = await readFile(file, 'utf8');
  const show = async (words) => {
    await writeFile(file, source.replace('I. STALIN', `I. STALIN\n\n${words}`));
    await Promise.all(tabs.map((tab) => tab.getByText(words).first().waitFor({ timeout: 10_000 })));
  };
  await show('Seen in every tab');
  await tabs.shift().close();
  await show('Seen in those that are left');
});
