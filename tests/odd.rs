//! Whatever is written, those who read words out of it give an answer, and places in it that are there.

use edition::model::date::Edtf;
use edition::read::{answers, citation, clerks, clocks, copies, dates, languages, title};
use proptest::prelude::{Strategy, any, prop, prop_assert, prop_oneof, proptest};
use proptest::test_runner::Config;

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "12",
        "1948",
        "48",
        "October",
        "may",
        "Okt.",
        "II",
        "VI",
        "/",
        "-",
        ".",
        ",",
        "–",
        "—",
        "___",
        "[",
        "]",
        "[blank]",
        "[date left blank]",
        "\"",
        "“",
        "”",
        "«",
        "»",
        "th",
        "p.m.",
        "a",
        ":",
        "19",
        "__",
        "1955",
        " ",
        "  ",
        "\n",
        "年",
        "月",
        "日",
        "г.",
        "sent by",
        "Received",
        "at",
        "by",
        "on",
        "in",
        "to",
        "from",
        "copies",
        "Copies:",
        "1.",
        "Petrov",
        "Stalin - 2",
        "Distribution:",
        "f.",
        "op.",
        "RG",
        "Box",
        "ll. 1-2ob.",
        "A copy in",
        "Translated by",
        "and",
        "your letter of",
        "Letter",
        "Telegram No. 5,",
        "the",
        "'",
        "İ",
        "ß",
        "№",
        "ǅ",
        "https://",
        "noon",
        "hours",
    ]);
    let piece = prop_oneof![4 => pieces.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec((piece, any::<bool>()), 0..16).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, space)| if space { piece + " " } else { piece }).collect()
    })
}

proptest! {
    #![proptest_config(Config { cases: 400, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_text_is_read(text in text()) {
        let near = Edtf::new("1948-10-12");
        for near in [None, near.as_ref()] {
            let found = dates::find(&text, near);
            prop_assert!(found.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start));
            prop_assert!(found.iter().all(|(range, _)| text.get(range.clone()).is_some_and(|part| !part.is_empty())));
            let ranges: Vec<_> = found.into_iter().map(|(range, _)| range).collect();
            prop_assert!(clocks::find(&text, &ranges).iter().all(|(range, _)| text.get(range.clone()).is_some()));
            let said = [clerks::deed(&text, near), copies::line(&text), copies::entry(&text)];
            let values = said.iter().flatten().flat_map(|said| &said.values);
            prop_assert!(values.into_iter().all(|value| text.get(value.range.clone()).is_some()));
            clerks::day(&text, near);
            clerks::time_alone(&text);
            dates::date(&text, near);
            answers::answers(&text, near);
        }
        dates::clock(&text);
        title::title(&text);
        citation::citation(&text);
        languages::list(&text);
    }
}
