//! How many files of each kind a site has, and how heavy they are; what hosts will not take. This room knows numbers and
//! calls nothing.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;

/// The sums of a site, and its heaviest files.
#[derive(Debug, Default)]
pub struct Weights {
    kinds: BTreeMap<&'static str, Sum>,
    largest: Vec<(u64, String)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    files: usize,
    bytes: u64,
}

/// How many of the heaviest files are named.
const NAMED: usize = 10;
/// GitHub Pages takes sites of up to 1 GB.
const HEAVY: u64 = 900_000_000;
/// Cloudflare Pages takes 20,000 files without a fee.
const MANY: usize = 18_000;
/// GitHub refuses files of more than 100 MiB.
const HEAVY_FILE: u64 = 100 << 20;

impl Weights {
    pub fn add(&mut self, kind: &'static str, address: &str, bytes: u64) {
        let sum = self.kinds.entry(kind).or_default();
        sum.files += 1;
        sum.bytes += bytes;
        // Sorted by weight, then by address, so that the order in which files come does not matter.
        let key = |(bytes, address): &(u64, String)| (std::cmp::Reverse(*bytes), address.clone());
        let one = (bytes, address.to_owned());
        let at = self.largest.partition_point(|other| key(other) < key(&one));
        if at < NAMED {
            self.largest.insert(at, one);
            self.largest.truncate(NAMED);
        }
    }

    /// A line for each kind, and one for all.
    pub fn table(&self) -> Vec<String> {
        let line =
            |name: &str, Sum { files, bytes }: Sum| format!("{name:<34}{files:>8}  {:>10}", size(bytes));
        let kinds = self.kinds.iter().map(|(kind, sum)| line(kind, *sum));
        kinds.chain([line("all together", self.sum())]).collect()
    }

    /// What some host will not take, or not for long.
    pub fn warnings(&self) -> Vec<Diagnostic> {
        let Sum { files, bytes } = self.sum();
        let mut found = Vec::new();
        if bytes >= HEAVY {
            let message = format!("the site has {}, and GitHub Pages takes 1 GB", size(bytes));
            found.push(Diagnostic::warning("heavy-site", message).hint(self.heaviest()).hint(
                "smaller pictures help most; `outputs` in `site.toml` says which files stand beside each document",
            ));
        }
        if files >= MANY {
            let message = format!("the site has {files} files, and some hosts take 20000");
            found.push(
                Diagnostic::warning("many-files", message).hint(
                    "GitHub Pages counts no files; elsewhere leave some out, by `outputs` in `site.toml`",
                ),
            );
        }
        if self.largest.first().is_some_and(|(bytes, _)| *bytes > HEAVY_FILE) {
            let heavy = self.largest.iter().filter(|(bytes, _)| *bytes > HEAVY_FILE);
            let heavy: Vec<String> =
                heavy.map(|(bytes, address)| format!("`{address}` ({})", size(*bytes))).collect();
            let message = format!("GitHub refuses files of more than 100 MiB: {}", heavy.join(", "));
            found.push(
                Diagnostic::warning("heavy-file", message).hint("make the file smaller, or take it out"),
            );
        }
        found
    }

    fn sum(&self) -> Sum {
        self.kinds.values().fold(Sum::default(), |all, one| Sum {
            files: all.files + one.files,
            bytes: all.bytes + one.bytes,
        })
    }

    fn heaviest(&self) -> String {
        let named: Vec<String> =
            self.largest.iter().map(|(bytes, address)| format!("`{address}` ({})", size(*bytes))).collect();
        format!("the largest files are {}", named.join(", "))
    }
}

/// `123 B`, `4.5 kB`, `6.7 MB`: in powers of ten, as hosts count.
pub fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    match UNITS.iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => {
            let tenths = bytes / (unit / 10);
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Weights, size};

    #[test]
    fn sizes_are_short() {
        for (bytes, text) in
            [(0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (1_999_999, "1.9 MB"), (2_500_000_000, "2.5 GB")]
        {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn what_hosts_do_not_take_is_said_with_the_largest_files() {
        let codes = |weights: &Weights| -> Vec<&str> {
            weights.warnings().into_iter().map(|found| found.code).collect()
        };
        let mut weights = Weights::default();
        (0..17_999).for_each(|at| weights.add("pages", &format!("documents/{at}.html"), 49_000));
        assert_eq!(codes(&weights), Vec::<&str>::new());
        weights.add("pages", "documents/one-more.html", 1);
        assert_eq!(codes(&weights), ["many-files"]);
        (0..12).for_each(|at| weights.add("pictures", &format!("images/{at}.jpg"), 10_000_000 + at));
        assert_eq!(codes(&weights), ["heavy-site", "many-files"]);
        let hints = weights.warnings().remove(0).hints;
        assert!(
            hints[0].starts_with("the largest files are `images/11.jpg` (10.0 MB), `images/10.jpg`"),
            "{hints:?}"
        );
        assert!(
            hints[0].contains("images/2.jpg") && !hints[0].contains("images/1.jpg"),
            "ten are named: {hints:?}"
        );
        weights.add("pictures", "images/map.tif", 200 << 20);
        assert_eq!(codes(&weights), ["heavy-site", "many-files", "heavy-file"]);
        let table = weights.table();
        assert_eq!(table.len(), 3);
        assert!(table[2].starts_with("all together") && table[2].contains("18013"), "{table:?}");
    }
}
