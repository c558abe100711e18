//! A table of names, as spreadsheets give it (CSV, RFC 4180), as a register in TOML, and an entry as it stands in
//! one. It knows columns and no edition.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use csv::StringRecord;
use deunicode::deunicode;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::authority::authority;
use crate::model::entity::Entry;
use crate::model::folding::readable;
use crate::model::id::Id;
use crate::model::naming::Naming;
use crate::read::registers::KEYS;
use crate::source::{Damage, Source, Span};

/// What a table became.
pub struct Register {
    pub toml: String,
    pub entries: usize,
}

/// The register that a table is. Its first row names the columns: those of an entry, one for each authority file, and any
/// others, which are kept; several variants in a cell have `;` or `|` between them. A row without `id` gets one of its name.
/// Nothing of the table may get lost: what has no place in a register is an error at its row, and there is no register.
pub fn of_table(source: &Source, is_people: bool, diagnostics: &mut Diagnostics) -> Option<Register> {
    let mut table = Table { source, is_people, diagnostics, columns: Vec::new(), rows: Vec::new() };
    table.read();
    if table.diagnostics.has_errors() {
        return None;
    }
    let ids = table.ids();
    if table.diagnostics.has_errors() {
        return None;
    }
    let mut register = Register { toml: String::new(), entries: 0 };
    for (row, id) in table.rows.iter().zip(&ids) {
        entry(&mut register.toml, id, &table.cells(row));
        register.entries += 1;
    }
    Some(register)
}

struct Table<'a> {
    source: &'a Source,
    is_people: bool,
    diagnostics: &'a mut Diagnostics,
    /// As an entry calls them.
    columns: Vec<String>,
    /// Those with a name.
    rows: Vec<StringRecord>,
}

impl Table<'_> {
    fn read(&mut self) {
        let text = self.source.text();
        let damage = self.source.damage().iter().find_map(|damage| match damage {
            Damage::NotUtf8(at) => Some(*at as usize),
            Damage::Forbidden(..) | Damage::Lost(_) | Damage::Conflict(_) => None,
        });
        if let Some(at) = damage {
            let message = "this is neither UTF-8 nor UTF-16";
            let hint = "save the table as \"CSV UTF-8\" in the program that made it";
            return self.error("not-utf8", self.source.span(at..at), message.to_owned(), hint);
        }
        let head = text.lines().next().unwrap_or_default();
        let often = |c: char| head.matches(c).count();
        let delimiter = [';', '\t'].into_iter().find(|c| often(*c) > often(',')).unwrap_or(',');
        if let Some(at) = open_quote(text, delimiter) {
            let message = "the quote that opens here is not closed, or closes within its cell";
            let hint = "a quote within a cell is typed twice: `\"Chairman \"\"of\"\" the Council\"`";
            return self.error("no-table", self.source.span(at..at + 1), message.to_owned(), hint);
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(u8::try_from(delimiter).unwrap_or(b','))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let Ok(columns) = reader.headers().cloned() else { return self.broken() };
        self.columns = columns.iter().map(key).collect();
        self.heads();
        let rows: Vec<_> = reader.records().collect();
        for row in rows {
            match row {
                Ok(row) => self.row(row),
                Err(_) => self.broken(),
            }
        }
    }

    fn broken(&mut self) {
        let hint = "save it as \"CSV UTF-8\" in the program that made it";
        self.error("no-table", self.source.span(0..0), "this is no table".to_owned(), hint);
    }

    fn heads(&mut self) {
        let first = self.source.span(0..0);
        if !self.columns.iter().any(|column| column == "name") {
            let message = format!("the first row has no column `name`: {}", self.columns.join(", "));
            self.error("no-name", first, message, "name the column in which the names stand `name`");
        }
        let columns = self.columns.clone();
        for (at, column) in columns.iter().enumerate() {
            if !column.is_empty() && columns.iter().take(at).any(|before| before == column) {
                let message = format!("two columns are called `{column}`");
                self.error("same-column", first, message, "make them one, or give one of them another name");
            }
        }
    }

    fn row(&mut self, row: StringRecord) {
        if row.iter().all(str::is_empty) {
            return;
        }
        let place = self.place(&row);
        let columns = self.columns.len();
        let nameless = self.columns.iter().chain(std::iter::repeat(const { &String::new() }));
        let lost = row.iter().zip(nameless).find(|(cell, column)| !cell.is_empty() && column.is_empty());
        if let Some((cell, _)) = lost {
            let message = format!("the cell `{cell}` stands under no column: the first row names {columns}");
            let hint = "name the column in the first row, or put the cell in quotes if a comma parts it";
            self.error("lost-cell", place, message, hint);
        }
        let named = self.columns.iter().position(|column| column == "name").and_then(|at| row.get(at));
        if named.is_some_and(|name| !name.is_empty()) {
            self.rows.push(row);
        } else if named.is_some() || self.columns.iter().any(|column| column == "name") {
            let hint = "give it one, or take the row out of the table";
            self.error("no-name", place, "this row has no name".to_owned(), hint);
        }
    }

    /// The ids of the rows. Those that a row gives itself go before those that are made of names.
    fn ids(&mut self) -> Vec<String> {
        let mut taken: BTreeMap<String, Span> = BTreeMap::new();
        let rows: Vec<(Span, Option<String>, String)> = self.rows.iter().map(|row| self.named(row)).collect();
        for (place, own, _) in &rows {
            let Some(own) = own else { continue };
            let id = readable(own);
            if id != *own {
                let message = format!("`{own}` can be no id, and the entry is `[{id}]`");
                let hint = "an id has small Latin letters, digits and `-`; links and front matter name the entry by it";
                self.diagnostics.push(Diagnostic::warning("changed-id", message).at(*place).hint(hint));
            }
            if let Some(first) = taken.get(&id) {
                let message = format!("two rows have the id `{id}`");
                let error = Diagnostic::error("same-entry", message).at(*place);
                let error = error.related(*first, "the first one".to_owned());
                self.diagnostics.push(error.hint("make them one row, or give one of them another id"));
            } else {
                taken.insert(id, *place);
            }
        }
        let mut ids = Vec::with_capacity(rows.len());
        for (place, own, made) in rows {
            let Some(own) = own else {
                let (mut free, mut number) = (made.clone(), 1);
                while taken.contains_key(&free) {
                    number += 1;
                    free = format!("{made}-{number}");
                }
                if free != made {
                    let message =
                        format!("another row is `[{made}]`, so the entry of this one is `[{free}]`");
                    let hint = "if both are one, make them one row; else give this one an `id`";
                    self.diagnostics.push(Diagnostic::warning("changed-id", message).at(place).hint(hint));
                }
                taken.insert(free.clone(), place);
                ids.push(free);
                continue;
            };
            ids.push(readable(&own));
        }
        ids
    }

    /// Where a row stands, the id that it gives itself, and the one that is made of its name.
    fn named(&self, row: &StringRecord) -> (Span, Option<String>, String) {
        let cells = self.cells(row);
        let cell = |column: &str| cells.iter().find(|(name, _)| *name == column).map(|(_, cell)| *cell);
        let name = cell("name").unwrap_or_default();
        let made = if self.is_people { readable(&Naming::of(name).sorted()) } else { readable(name) };
        // A name that no address can have gives the numbers of its signs, which is no id either.
        let made = Id::<()>::cut(&made).map_or(made, |id| id.to_string());
        (self.place(row), cell("id").map(str::to_owned), made)
    }

    /// The cells of a row that are not empty, under their columns.
    fn cells<'b>(&'b self, row: &'b StringRecord) -> Vec<(&'b str, &'b str)> {
        let cells = self.columns.iter().map(String::as_str).zip(row.iter());
        cells.filter(|(_, cell)| !cell.is_empty()).collect()
    }

    /// The first letter of a row.
    fn place(&self, row: &StringRecord) -> Span {
        let text = self.source.text();
        let at = row.position().and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or_default();
        let rest = text.get(at..).unwrap_or_default();
        let at = at + (rest.len() - rest.trim_start_matches('\n').len());
        self.source.span(at..at)
    }

    fn error(&mut self, code: &'static str, place: Span, message: String, hint: &str) {
        self.diagnostics.push(Diagnostic::error(code, message).at(place).hint(hint));
    }
}

/// Where a quoted cell opens that is not closed before a delimiter or the end of a line. The library takes what follows
/// for a part of the cell, and so swallows rows.
fn open_quote(text: &str, delimiter: char) -> Option<usize> {
    let mut signs = text.char_indices().peekable();
    let mut opens = true;
    while let Some((at, c)) = signs.next() {
        if c == '"' && opens {
            loop {
                match signs.next() {
                    None => return Some(at),
                    Some((_, '"')) if signs.next_if(|(_, next)| *next == '"').is_none() => break,
                    Some(_) => {}
                }
            }
            while signs.next_if(|(_, next)| *next == ' ').is_some() {}
            if signs.peek().is_some_and(|(_, next)| *next != delimiter && *next != '\n') {
                return Some(at);
            }
            opens = false;
            continue;
        }
        opens = c == delimiter || c == '\n';
    }
    None
}

/// The names of columns as an entry has them: `Also known as` is none of them, and stays a key of its own. What has other
/// than Latin letters is romanised, for a key of TOML has none; two columns that become one are an error.
fn key(column: &str) -> String {
    let written = column.trim();
    let column = if written.is_ascii() {
        written.to_lowercase()
    } else {
        deunicode(written).replace('\'', "").trim().to_lowercase()
    };
    let safe: String = column.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !written.is_empty() && !safe.contains(|c: char| c != '_') {
        return quoted(&written.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let named = authority(&safe).map(|file| file.name.to_owned());
    match safe.as_str() {
        "variant" => "variants".to_owned(),
        "birth" => "born".to_owned(),
        "death" => "died".to_owned(),
        "notes" => "note".to_owned(),
        _ => named.unwrap_or(safe),
    }
}

fn entry(toml: &mut String, id: &str, cells: &[(&str, &str)]) {
    if !toml.is_empty() {
        toml.push('\n');
    }
    let _ = writeln!(toml, "[{id}]");
    let many = |cell: &str| {
        let parts = cell.split([';', '|']).map(str::trim).filter(|part| !part.is_empty());
        format!("[{}]", parts.map(quoted).collect::<Vec<_>>().join(", "))
    };
    let is_key = |column: &str| column != "authorities" && KEYS.contains(&column);
    for key in KEYS {
        if let Some((_, cell)) = cells.iter().find(|(column, _)| *column == key && is_key(column)) {
            let value = if matches!(key, "variants" | "exceptions") { many(cell) } else { quoted(cell) };
            let _ = writeln!(toml, "{key} = {value}");
        }
    }
    let files = cells.iter().filter(|(column, _)| authority(column).is_some());
    let files: Vec<String> = files.map(|(file, id)| format!("{file} = {}", quoted(id))).collect();
    if !files.is_empty() {
        let _ = writeln!(toml, "authorities = {{ {} }}", files.join(", "));
    }
    for (column, cell) in cells {
        if *column != "id" && !column.is_empty() && !is_key(column) && authority(column).is_none() {
            let _ = writeln!(toml, "{column} = {}", quoted(cell));
        }
    }
}

/// Adds an entry to a register. An id in an authority file that we know and that has not its form is kept as the entry's own
/// word, so that nothing of the register is an error.
pub fn of_entry(toml: &mut String, id: &str, entry: &Entry) {
    if !toml.is_empty() {
        toml.push('\n');
    }
    let _ = writeln!(toml, "[{id}]\nname = {}", quoted(&entry.name));
    if !entry.variants.is_empty() {
        let variants: Vec<String> = entry.variants.iter().map(|name| quoted(name)).collect();
        let _ = writeln!(toml, "variants = [{}]", variants.join(", "));
    }
    let is_id = |file: &str, id: &str| authority(file).is_none_or(|file| file.id(id).is_some());
    let (mut files, mut further) = (BTreeMap::new(), Vec::new());
    for (file, id) in &entry.authorities {
        let name = authority(file).map_or(file.as_str(), |file| file.name);
        if is_id(name, id) && !files.contains_key(name) {
            files.insert(name, id.as_str());
        } else {
            further.push((name.to_owned(), id.as_str()));
        }
    }
    let mut dates = BTreeSet::new();
    for (kind, date) in &entry.dates {
        let key = if kind == "birth" { "born" } else { "died" };
        match &date.edtf {
            Some(edtf) if dates.insert(key) => {
                let _ = writeln!(toml, "{key} = {}", quoted(&edtf.to_string()));
            }
            _ => further.push((kind.clone(), date.written.as_str())),
        }
    }
    if let Some(note) = &entry.note {
        let _ = writeln!(toml, "note = {}", quoted(note));
    }
    if !files.is_empty() {
        let files = files.iter().map(|(file, id)| format!("{} = {}", named(file), quoted(id)));
        let _ = writeln!(toml, "authorities = {{ {} }}", files.collect::<Vec<_>>().join(", "));
    }
    let mut said: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, text) in further {
        said.entry(if KEYS.contains(&key.as_str()) { format!("{key}-2") } else { key })
            .or_default()
            .push(text);
    }
    for (key, texts) in said {
        let _ = writeln!(toml, "{} = {}", named(&key), quoted(&texts.join("; ")));
    }
}

/// A key of TOML, in quotes where it has other letters than a bare one.
fn named(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { quoted(key) }
}

/// A text as TOML has it (version 1.0, "String").
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::of_table;
    use crate::diag::Diagnostics;
    use crate::source::Sources;

    /// The register, or what is said, each with its line.
    fn made(table: &[u8]) -> (String, Vec<String>) {
        let mut sources = Sources::default();
        let id = sources.add("people.csv", table.into());
        let (source, mut diagnostics) = (sources.get(id), Diagnostics::default());
        let register = of_table(source, true, &mut diagnostics);
        let said = diagnostics.iter().map(|it| {
            let line = it.span.map_or(0, |span| source.position(span.start).line);
            assert!(!it.hints.is_empty());
            format!("{line} {} {}", it.severity.name(), it.message)
        });
        (register.map(|register| register.toml).unwrap_or_default(), said.collect())
    }

    #[test]
    fn a_row_becomes_an_entry() {
        let check = |table: &str, expected: &str, said: &[&str]| {
            let (toml, found) = made(table.as_bytes());
            assert_eq!(toml, expected);
            assert_eq!(found, said);
        };
        check(
            "Name,Variants,Wikidata,Born,Office\n\"Stalin, Joseph\",I. Stalin; Сталин,Q855,1878-12-18,\"Chair \"\"of\"\"\"\n",
            "[stalin-joseph]\nname = \"Stalin, Joseph\"\nvariants = [\"I. Stalin\", \"Сталин\"]\nborn = \"1878-12-18\"\n\
             authorities = { wikidata = \"Q855\" }\noffice = 'Chair \"of\"'\n",
            &[],
        );
        check(
            "\u{feff}id;name\n;Kim\n\nkim;Kim Il Sung\n;;\nКим;Kim\n".replace("Ким", "Pak_1").as_str(),
            "[kim-2]\nname = \"Kim\"\n\n[kim]\nname = \"Kim Il Sung\"\n\n[pak-1]\nname = \"Kim\"\n",
            &[
                "6 warning `Pak_1` can be no id, and the entry is `[pak-1]`",
                "2 warning another row is `[kim]`, so the entry of this one is `[kim-2]`",
            ],
        );
        check(
            "name,Должность,役職,№\nKim,премьер,首相,1\n",
            "[kim]\nname = \"Kim\"\ndolzhnost = \"премьер\"\nyi_zhi = \"首相\"\nno = \"1\"\n",
            &[],
        );
        check("name,→\nKim,x\n", "[kim]\nname = \"Kim\"\n\"→\" = \"x\"\n", &[]);
    }

    #[test]
    fn nothing_of_a_table_is_lost() {
        let check = |table: &[u8], expected: &[&str]| {
            let (toml, said) = made(table);
            assert_eq!(toml, "", "there is no register");
            assert_eq!(said, expected);
        };
        check(b"person,born\nKim,1912\n", &["1 error the first row has no column `name`: person, born"]);
        check(b"id,name\nkim,Kim\n\nkim,Kim Il\n", &["4 error two rows have the id `kim`"]);
        check(
            "id,name,born\nx,,1900\nКим,Kim,1900\nlong,a,1900,c,,e\n".as_bytes(),
            &[
                "2 error this row has no name",
                "4 error the cell `c` stands under no column: the first row names 3",
            ],
        );
        check(
            b"name,,born\nKim,x,1912\n",
            &["2 error the cell `x` stands under no column: the first row names 3"],
        );
        check(b"name,variant,variants\nKim,a,b\n", &["1 error two columns are called `variants`"]);
        let open = "the quote that opens here is not closed, or closes within its cell";
        check(b"name,born\nKim,1912\n\"Pak,1900\nChoe,1900\n", &[&format!("3 error {open}")]);
        check(b"name,born\n\"Pak,1900\n\"Choe\",1900\n", &[&format!("2 error {open}")]);
        check(b"name\n\xC8ech\n", &["2 error this is neither UTF-8 nor UTF-16"]);
        let (toml, said) = made(b"name,born\n\"Pak \"\"Y\"\"\" ,1900\nShort\nA \"quote\" within,1900,\n");
        assert_eq!((toml.matches("name = ").count(), said.len()), (3, 0), "{toml} {said:?}");
    }

    #[test]
    fn spreadsheets_write_utf16() {
        let table: Vec<u8> =
            "\u{feff}name\tborn\nКим\t1912\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(made(&table), ("[kim]\nname = \"Ким\"\nborn = \"1912\"\n".to_owned(), Vec::new()));
    }
}
