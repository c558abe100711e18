//! A table of names, as spreadsheets give it (CSV, RFC 4180), as a register in TOML. It knows columns and no edition.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::model::authority::authority;
use crate::model::folding::{slug, slug_of_words};
use crate::read::registers::KEYS;

/// What a table became.
pub struct Register {
    pub toml: String,
    pub entries: usize,
}

/// The register that a table is. Its first row names the columns: those of an entry, one for each authority file, and any
/// others, which are kept; several variants in a cell have `;` or `|` between them. A row without `id` gets one of its name.
///
/// # Errors
/// In words, where it is no table or has no column `name`.
pub fn of_table(text: &str, is_people: bool) -> Result<Register, String> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let often = |c: char| head.matches(c).count();
    let delimiter = [';', '\t'].into_iter().find(|c| often(*c) > often(',')).unwrap_or(',');
    let mut table = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns: Vec<String> = match table.headers() {
        Ok(columns) => columns.iter().map(key).collect(),
        Err(error) => return Err(format!("this is no table: {error}")),
    };
    if !columns.iter().any(|column| column == "name") {
        return Err(format!("the first row has no column `name`: {}", columns.join(", ")));
    }
    let mut register = Register { toml: String::new(), entries: 0 };
    let mut ids = BTreeSet::new();
    for row in table.records() {
        let row = row.map_err(|error| format!("this is no table: {error}"))?;
        let cells: Vec<(&str, &str)> =
            columns.iter().map(String::as_str).zip(row.iter()).filter(|(_, cell)| !cell.is_empty()).collect();
        let cell = |column: &str| cells.iter().find(|(name, _)| *name == column).map(|(_, cell)| *cell);
        let Some(name) = cell("name") else { continue };
        let own = if is_people { slug(name) } else { slug_of_words(name) };
        let id = free(cell("id").map_or(own, slug_of_words), &mut ids);
        entry(&mut register.toml, &id, &cells);
        register.entries += 1;
    }
    Ok(register)
}

/// The names of columns as an entry has them: `Also known as` is none of them, and stays a key of its own.
fn key(column: &str) -> String {
    let column = column.trim().to_lowercase();
    let safe: String = column.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let named = authority(&safe).map(|file| file.name.to_owned());
    match safe.as_str() {
        "variant" => "variants".to_owned(),
        "birth" => "born".to_owned(),
        "death" => "died".to_owned(),
        "notes" => "note".to_owned(),
        _ => named.unwrap_or(safe),
    }
}

/// An id that no row above has.
fn free(id: String, ids: &mut BTreeSet<String>) -> String {
    let mut free = id.clone();
    let mut number = 1;
    while !ids.insert(free.clone()) {
        number += 1;
        free = format!("{id}-{number}");
    }
    free
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

/// A text as TOML has it (version 1.0, "String").
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::of_table;

    fn check(table: &str, expected: &str) {
        assert_eq!(
            of_table(table, true).map(|register| register.toml).unwrap_or_else(|fault| fault),
            expected
        );
    }

    #[test]
    fn a_row_becomes_an_entry() {
        check(
            "Name,Variants,Wikidata,Born,Office\n\"Stalin, Joseph\",I. Stalin; Сталин,Q855,1878-12-18,\"Chair \"\"of\"\"\"\n",
            "[stalin-joseph]\nname = \"Stalin, Joseph\"\nvariants = [\"I. Stalin\", \"Сталин\"]\nborn = \"1878-12-18\"\n\
             authorities = { wikidata = \"Q855\" }\noffice = 'Chair \"of\"'\n",
        );
        check(
            "\u{feff}id;name\nkim;Kim Il Sung\n;Kim\nkim;Kim\n",
            "[kim]\nname = \"Kim Il Sung\"\n\n[kim-2]\nname = \"Kim\"\n\n[kim-3]\nname = \"Kim\"\n",
        );
        check("person,born\nKim,1912\n", "the first row has no column `name`: person, born");
    }
}
