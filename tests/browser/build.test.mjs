// The same folder gives the same bytes, wherever it lies and whoever builds it.

import assert from 'node:assert/strict';
import { cp, readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';

import { build, edition, everything, files, folder } from './edition.mjs';

/** Every file of a site with its bytes. */
async function bytes(site) {
  const read = async (file) => [file, (await readFile(path.join(site, file))).toString('latin1')];
  return new Map(await Promise.all((await files(site)).map(read)));
}

test('two builds in two places are the same, byte for byte', async (t) => {
  const here = await everything(t);
  const there = path.join(await folder(t, 'far'), 'another place', 'édition');
  await cp(here, there, { recursive: true });
  const [one, two] = [await bytes(await build(t, here)), await bytes(await build(t, there))];
  assert.deepEqual([...one.keys()], [...two.keys()]);
  for (const [file, content] of one) assert.ok(content === two.get(file), `${file} differs`);
  for (const [file, content] of one) {
    if (!/\.(source\.\w+|js|css)$/.test(file)) assert.ok(!content.includes(here), `${file} names the folder it was made in`);
  }
});

test('a build that would change nothing writes nothing, and leaves nothing beside the output', async (t) => {
  const root = await everything(t);
  const out = path.join(root, 'public');
  const times = async () => {
    const list = await files(out);
    return Promise.all(list.map(async (file) => [file, (await stat(path.join(out, file))).mtimeMs]));
  };
  await edition('build', '--root', root);
  const before = { names: await readdir(root), times: await times() };
  await edition('build', '--root', root);
  assert.deepEqual({ names: await readdir(root), times: await times() }, before);
});

test('every document has its page, its citation page and its files', async (t) => {
  const root = await everything(t);
  const site = await files(await build(t, root));
  for (const file of await files(root, 'content/documents')) {
    const id = path.basename(file).replace(/\.\w+$/, '');
    for (const ending of ['html', 'cite.html', 'txt', 'ris', 'bib', 'csl.json', 'source.md']) {
      assert.ok(site.includes(`documents/${id}.${ending}`), `documents/${id}.${ending} is missing`);
    }
  }
  for (const page of ['index.html', 'documents/index.html', 'method/index.html', 'cite/index.html', 'cite/references.ris', 'cite/references.bib', 'cite/references.csl.json', '404.html', '.nojekyll']) {
    assert.ok(site.includes(page), `${page} is missing`);
  }
});
