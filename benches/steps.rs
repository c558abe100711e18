//! How long each step takes, on the document of the sample edition: `cargo bench`.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark stops where the sample edition cannot be read"
)]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use edition::press::{self, Overrides};
use edition::read::{self, phrases::Vocabulary};

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

criterion_group!(benches, steps);
criterion_main!(benches);
