//! How long each step takes, on the document of the sample edition: `cargo bench`.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark stops where the sample edition cannot be read"
)]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use edition::press::{self, Overrides};
use edition::read::{self, phrases::Vocabulary};
use edition::source::Sources;

fn steps(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded = press::load(root, &Overrides::default());
    let document = loaded.site.edition.documents.first().expect("the sample edition has a document");
    let source = loaded.site.sources.get(document.source);
    let vocabulary = Vocabulary::default();

    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(source.text().len() as u64));
    group.bench_function("document", |bencher| {
        bencher.iter(|| read::documents(black_box(source), &vocabulary))
    });
    group.finish();

    let mut sources = Sources::default();
    let source = sources.add("volume.xml", volume().into_bytes());
    let source = sources.get(source);
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(source.text().len() as u64));
    group.bench_function("tei", |bencher| bencher.iter(|| read::documents(black_box(source), &vocabulary)));
    group.finish();

    let mut group = criterion.benchmark_group("render");
    let address = format!("documents/{}", document.id);
    for (name, ending) in [("page", "html"), ("citation", "cite.html"), ("text", "txt")] {
        let page = loaded.site.find(&format!("{address}.{ending}")).expect("the document has that page");
        group.bench_function(name, |bencher| bencher.iter(|| press::render(black_box(&loaded), page)));
    }
    group.finish();

    criterion.bench_function("load the edition", |bencher| {
        bencher.iter(|| press::load(black_box(root), &Overrides::default()));
    });
}

/// A volume of TEI: the one that `EDITION_TEI` names, else a hundred letters of our own.
fn volume() -> String {
    if let Some(path) = std::env::var_os("EDITION_TEI") {
        return std::fs::read_to_string(path).expect("the volume can be read");
    }
    let letter = include_str!("../tests/corpus/tei/letter.xml");
    let body = letter.split_once("<body>").and_then(|(_, rest)| rest.split_once("</body>"));
    let body = body.expect("a letter has a body").0;
    let letters: String = (1..=100)
        .map(|n| format!("<div type=\"document\" n=\"{n}\"><head>{n}. Letter</head>{body}</div>"))
        .collect();
    format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>{letters}</body></text></TEI>")
}

criterion_group!(benches, steps);
criterion_main!(benches);
