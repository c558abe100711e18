// An edition to search in: letters that are invented, in several scripts, among many that say nothing.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Each letter: its id, its settings, its text. */
export const letters = {
  'rice-mill': ['title = "Report on the rice mill at Sariwon"\ndate = "1949-03-02"\nfrom = "Pak Chang-ok"\nto = "N. Belov"\nplace = "Sariwon"\nlanguages = { original = "ko", text = "en" }', 'The turbines of the rice mill stand idle since the flood, and the millwrights ask for belts of Tashkent leather.'],
  'salt-barges': ['title = "Telegram on salt barges"\ndate = "1950-07-14"\nfrom = "N. Belov"\nto = "Council of Ports"\nplace = "Nampo"\nsource = { repository = "Harbour Archive", shelfmark = "f. 12, op. 3, d. 77" }', 'Nine barges of salt left Nampo; a tenth was held by the quarantine officer Drozdov.'],
  'night-bridge': ['title = "Night work on the bridge"\ndate = "1951"', 'Work on the bridge goes on by [inserted by hand: lantern] light. The foreman keeps a tally [in the margin: chalk was used] of rivets.'],
  'refused-received': ['title = "A reply"\ndate = "1951-05"', 'We re[crossed out: gretted][inserted by hand: joiced] over the parcel of thermometers. The bearer [illegible] returned.'],
  'arefyev-ru': ['title = "Письмо о телеграфе"\ndate = "1948-11-03"\nfrom = "Арефьев"\nlanguages = { text = "ru" }', 'Арефьев сообщает, что телеграфный кабель повреждён у деревни Щукино.'],
  'khrushch-ru': ['title = "Записка о яблоках"\ndate = "1953-09-01"\nlanguages = { text = "ru" }', 'Садовник Хрущёв привёз из Юзовки двадцать ящиков яблок.'],
  'courier-en': ['title = "Note of a courier"\ndate = "1948-11-05"', 'The courier Tsvetayeva handed the sealed pouch to Zhitkevich at Vyazemsky station.'],
  'korean-poem': ['title = "감사 편지"\ndate = "1947-04-18"\nfrom = "최승희"\nlanguages = { text = "ko" }', '무용단은 봄바람 속에서 새로운 작품을 공연하였다.'],
  'chinese-note': ['title = "關於茶葉的便條"\ndate = "1950-02-09"\nlanguages = { text = "zh" }', '代表團昨夜收到三百箱龍井茶葉，並致謝意。'],
  'japanese-note': ['title = "灯台の記録"\ndate = "1946-12-24"\nlanguages = { text = "ja" }', '灯台守は吹雪の夜にランプを守った。'],
  'gloss-kim': ['title = "Cover letter"\ndate = "1948-10-20"', 'The inventory [opis\'] № 4417 was opened by Kim [金] in the presence of two clerks.'],
  'accents': ['title = "Déjeuner à Łódź"\ndate = "1955-06-06"\nlanguages = { text = "fr" }', 'Le professeur Škvorecký a goûté l’hydromel et le pâté de Müller chez Mme Østergård.'],
  'apostrophes': ['title = "P’yŏngyang harbour"\ndate = "1949-08-30"', 'The harbourmaster’s daughter sketched the Taedong’s ferries in sepia.'],
  'greek': ['title = "Περί φάρου"\ndate = "1947-01-01"\nlanguages = { text = "el" }', 'Ο φαροφύλακας έγραψε για τους γλάρους του Αιγαίου.'],
  'arabic': ['title = "رسالة قصيرة"\ndate = "1956-10-29"\nlanguages = { text = "ar" }', 'وَصَلَتِ السفينة محملة بالقطن المصري إلى الميناء.'],
  'stamp': ['title = "Permit for a kiln"\ndate = "1952-02-02"', '[Stamp: Provisional Bureau of Bricks]\n\nThe kiln may burn on Thursdays. [Translator\'s note: the original has a pun on clay.]'],
  'footnote': ['title = "Price of flax"\ndate = "1954-04-04"', 'Flax cost four roubles.[^1]\n\n[^1]: The almanac of Penza gives another figure, collated by the editor.'],
  'summary-only': ['title = "Untold matters"\ndate = "1957-03-03"\nsummary = "A complaint about saxophones in the officers\' mess."', 'The noise must end.'],
  'long-one': ['title = "Minutes of the weaving congress"\ndate = "1953-12-12"', Array.from({ length: 60 }, (_, at) => `Delegate number ${at + 1} spoke of looms and of dyes, and the hall listened.${at === 41 ? ' Then Madam Gulnara proposed indigo from Bukhara.' : ''}`).join('\n\n')],
  'frequent': ['title = "Of the and of the"\ndate = "1958-01-01"', 'He spoke of the of and the in of the order of the day before yesterday evening tea.'],
  'phrase-a': ['title = "On cooperation"\ndate = "1959-01-01"', 'Mutual friendly assistance was promised; the cooperative agricultural exhibition opened.'],
  'phrase-b': ['title = "On exhibitions"\ndate = "1959-01-02"', 'The agricultural cooperative closed its exhibition; assistance was friendly and mutual.'],
  'ukrainian': ['title = "Лист про млин"\ndate = "1949-09-09"\nlanguages = { text = "uk" }', 'Мірошник Їжакевич просить жорна й ремінь.'],
  'archive-f': ['title = "Ledger page"\ndate = "1945-05-05"\nsource = { repository = "Mountain Archive", shelfmark = "f. 909, op. 8, d. 3141, ll. 5-6" }', 'Oats, barley, tar.'],
  'hand-often': ['title = "A skiff"\ndate = "1960-06-02"', 'The skiff went [inserted by hand: of the] and so [inserted by hand: of] the isle of [crossed out: the][inserted by hand: a] Skerry.'],
  'ligatures': ['title = "Encyclopædia"\ndate = "1960-06-01"', 'The œuvre of the cartographer fills ﬁfty folios; Straßburg is mapped twice.'],
};

/** Each search: what is typed, the letter that it means, and how it is narrowed. */
export const searches = [
  ['turbines millwrights', 'rice-mill'], ['Tashkent', 'rice-mill'], ['"belts of Tashkent leather"', 'rice-mill'], ['millwr*', 'rice-mill'], ['from:"Pak Chang-ok"', 'rice-mill'],
  ['place:Sariwon', 'rice-mill'], ['quarantine AND Drozdov', 'salt-barges'], ['barges -turbines', 'salt-barges'], ['archive:"Harbour Archive"', 'salt-barges'], ['to:"Council of Ports"', 'salt-barges'],
  ['lantern', 'night-bridge', { layer: 'hand' }], ['"by lantern light"', 'night-bridge', { layer: 'document' }], ['"in the margin"', 'night-bridge', { layer: 'editor' }], ['rivets OR quarantined', 'night-bridge'], ['"by [inserted by hand: lantern] light"', 'night-bridge'],
  ['rejoiced', 'refused-received'], ['regretted', 'refused-received'], ['thermometer?', 'refused-received'], ['Арефьев', 'arefyev-ru'], ['Arefyev', 'arefyev-ru'],
  ['Arefjew', 'arefyev-ru'], ['поврежден', 'arefyev-ru'], ['Shchukino', 'arefyev-ru'], ['Khrushchev', 'khrushch-ru'], ['Хрущев яблоки OR яблок', 'khrushch-ru'],
  ['Юзовк*', 'khrushch-ru'], ['yuzovk*', 'khrushch-ru'], ['Цветаева', 'courier-en'], ['Житкевич', 'courier-en'], ['Вяземский', 'courier-en'],
  ['봄바람', 'korean-poem'], ['최승희', 'korean-poem'], ['龍井茶葉', 'chinese-note'], ['"三百箱龍井"', 'chinese-note'], ['吹雪', 'japanese-note'],
  ['ランプ', 'japanese-note'], ['No. 4417', 'gloss-kim'], ['"Nº 4417"', 'gloss-kim'], ['金', 'gloss-kim', { layer: 'editor' }], ['skvorecky hydromel', 'accents'],
  ['Ostergard muller', 'accents'], ['pyongyang harbour', 'apostrophes'], ['"harbourmaster\'s daughter"', 'apostrophes'], ['Taedong ferries', 'apostrophes'], ['φαροφυλακας', 'greek'],
  ['وصلت السفينة', 'arabic'], ['"Bureau of Bricks"', 'stamp'], ['pun clay', 'stamp', { layer: 'editor' }], ['note:Penza', 'footnote'], ['saxophones', 'summary-only'],
  ['Gulnara indigo', 'long-one'], ['"of the of and the"', 'frequent'], ['"friendly assistance"', 'phrase-a'], ['"agricultural cooperative"', 'phrase-b'], ['(exhibition OR fair) mutual NOT promised', 'phrase-b'],
  ['"went of the and so of the isle"', 'hand-often'], ['"of the"', 'hand-often', { layer: 'hand' }], ['"of a Skerry"', 'hand-often'], ['"isle of the"', 'hand-often'],
  ['Їжакевич', 'ukrainian'], ['archive:3141', 'archive-f'], ['encyclopaedia', 'ligatures'], ['strassburg oeuvre', 'ligatures'], ['fifty folios', 'ligatures'],
];

/** Writes an edition with the letters and so many others; says the texts of these. So many words make some of them frequent ones. */
export async function write(root, others) {
  const documents = path.join(root, 'content/documents');
  await mkdir(documents, { recursive: true });
  await writeFile(path.join(root, 'site.toml'), '[edition]\ntitle = "Letters to search in"\n');
  const put = (id, settings, text) => writeFile(path.join(documents, `${id}.md`), `+++\n${settings}\n+++\n\n${text}\n`);
  for (const [id, [settings, text]] of Object.entries(letters)) await put(id, settings, text);
  const small = 'of the and'.split(' ');
  const words = ('to in a cooperation exhibition letter order government delegation treaty border assistance friendly agricultural day light work note report '
    + 'evening station clerk inventory price harbour bridge bureau officer council ministry grain loan credit minister').split(' ');
  let state = 7;
  const next = (below) => ((state = (state * 48271) % 2147483647), state % below);
  const word = () => (next(5) < 2 ? small[next(small.length)] : words[next(words.length)]);
  const texts = [];
  for (let at = 0; at < others; at++) {
    const text = Array.from({ length: 3 }, () => Array.from({ length: 80 + next(200) }, word).join(' '));
    await put(`other-${at}`, `title = "Other letter ${at}"\ndate = "${1945 + next(40)}"\nfrom = "Writer ${next(9)}"`, `${text.join('.\n\n')}.`);
    texts.push(text);
  }
  return texts;
}
