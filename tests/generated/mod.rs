//! An edition that is made by chance and is always the same: letters between a few people, each with what it has to do with.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use edition::press::{Overrides, load, print};

/// A row of numbers that look like chance and are always the same.
pub struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.throw(list.len())]
    }
}

const PEOPLE: [&str; 10] = [
    "I. Stalin",
    "Kim Il Sung",
    "Filippov",
    "T. Shtykov",
    "Ерофеев",
    "Yerofeyev",
    "Mao Zedong",
    "金日成",
    "Council of Ministers",
    "Il’ichëv",
];
const PLACES: [&str; 4] = ["Moscow", "Пхеньян", "Pyongyang", "Beijing, China"];
const ARCHIVES: [&str; 3] = ["RGASPI", "AVP RF", "Политический архив"];
const LANGUAGES: [&str; 3] = ["ru", "ko", "zh-Hans"];
const SUBJECTS: [&str; 3] = ["Economic Aid", "Korea, North", "Границы"];

pub const REGISTERS: &str = "[stalin]\nname = \"Stalin, Joseph\"\nvariants = [\"I. Stalin\", \"Filippov\"]\n\
    authorities = { wikidata = \"Q855\" }\nborn = 1878-12-18\ndied = 1953-03-05\nmentions = \"auto\"\n\
    exceptions = [\"Stalin Prize\"]\n\n[kim-il-sung]\nname = \"Kim Il Sung\"\nvariants = [\"金日成\"]\n\n\
    [nobody]\nname = \"Nobody\"\n";

pub const SETTINGS: &str = "[edition]\ntitle = \"Letters\"\nbase_url = \"https://example.org/e/\"\n";

/// Writes an edition of so many documents; what each has to do with is in its settings.
pub fn generate(root: &Path, documents: usize) {
    let write = |file: &str, text: &str| {
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("site.toml", SETTINGS);
    write("content/registers/people.toml", REGISTERS);
    let mut dice = Dice(7);
    for number in 0..documents {
        let mut text = format!("+++\ntitle = \"Letter {number}\"\n");
        let year = 1945 + dice.throw(9);
        match dice.throw(12) {
            0 => {}
            1 => text.push_str("date = \"194X\"\n"),
            2 => writeln!(text, "date = \"{year}\"").unwrap(),
            _ => writeln!(text, "date = \"{year}-{:02}-{:02}\"", 1 + dice.throw(12), 1 + dice.throw(28))
                .unwrap(),
        }
        let (from, to) = (dice.of(&PEOPLE), dice.of(&PEOPLE));
        let place = dice.of(&PLACES);
        writeln!(text, "from = {{ name = \"{from}\", place = \"{place}\" }}\nto = \"{to}\"").unwrap();
        writeln!(text, "translators = [\"{}\"]\nsubjects = [\"{}\"]", dice.of(&PEOPLE), dice.of(&SUBJECTS))
            .unwrap();
        writeln!(text, "languages = {{ original = \"{}\", text = \"en\" }}", dice.of(&LANGUAGES)).unwrap();
        writeln!(text, "[source]\nrepository = \"{}\"", dice.of(&ARCHIVES)).unwrap();
        match dice.throw(5) {
            0 => {}
            1 => writeln!(text, "shelfmark = \"106-01403-{number}\"").unwrap(),
            _ => {
                let (fond, opis, delo) = (dice.throw(4) + 1, dice.throw(3) + 1, dice.throw(9) + 1);
                writeln!(text, "shelfmark = \"f. {fond}, op. {opis}, d. {delo}, l. {number}\"").unwrap();
            }
        }
        text.push_str(
            "+++\n\nThe Stalin Prize, and a word to Filippov\nor to [Kim](person:kim-il-sung).\n\n",
        );
        text.push_str("sent by Petrov  \nreceived by Ivanova  \n12 October 1948  \n1955\n");
        write(&format!("content/documents/d{number:03}.md"), &text);
    }
}

pub fn printed(root: &Path) -> BTreeMap<String, String> {
    let loaded = load(root, &Overrides::default());
    assert!(!loaded.diagnostics.has_errors(), "{:?}", loaded.diagnostics);
    let pages = Mutex::new(BTreeMap::new());
    let faults = print(&loaded, |page, bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        pages.lock().unwrap().insert(page.address.clone(), text);
        Ok(())
    });
    assert!(faults.is_empty(), "{faults:?}");
    pages.into_inner().unwrap()
}
