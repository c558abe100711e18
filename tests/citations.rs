//! Archives' citations taken apart.

use edition::model::archive::Shelfmark;
use edition::model::date::Edtf;
use edition::read::citation::{Citation, citation};

fn line(shelfmark: &Option<Shelfmark>) -> String {
    shelfmark.as_ref().map_or_else(String::new, |shelfmark| {
        let levels: Vec<_> =
            shelfmark.levels.iter().map(|level| format!("{}={}", level.label, level.value)).collect();
        format!("{} | {}", shelfmark.written, levels.join(" "))
    })
}

fn lines(citation: &Citation) -> Vec<String> {
    let Citation { title, date, description, translators } = citation;
    let mut lines = Vec::new();
    let mut say = |label: &str, value: &str| {
        if !value.is_empty() {
            lines.push(format!("{label}: {value}"));
        }
    };
    say("title", title.as_deref().unwrap_or_default());
    if let Some(date) = date {
        say("date", &format!("{} = {}", date.written, date.edtf.as_ref().map_or("", Edtf::as_str)));
    }
    say("collection", description.collection.as_deref().unwrap_or_default());
    say("repository", description.repository.as_deref().unwrap_or_default());
    say("shelfmark", &line(&description.shelfmark));
    for copy in &description.copies {
        say(
            "copy",
            &format!("{} / {}", copy.repository.as_deref().unwrap_or_default(), line(&copy.shelfmark)),
        );
    }
    for name in translators {
        say("translator", name);
    }
    say("url", description.url.as_deref().unwrap_or_default());
    lines
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(lines(&citation(text)), expected, "{text}");
}

/// The place, given what stands after title and date.
fn check_place(place: &str, expected: &[&str]) {
    let read = citation(&format!("\"Letter\", May 3, 1950, {place}"));
    assert_eq!(lines(&read)[2..], *expected, "{place}");
}

#[test]
fn the_seed() {
    let seed = "\"Telephone Message via VCh, I. Stalin to Kim Il Sung\", October 12, 1948, Wilson Center Digital Archive, RGASPI, f. 558, op. 11, d. 109, ll. 0113. A copy may also accessible in AP RF, f. 45, op. 1, d. 346. Translated by Gary Goldberg.";
    let address = "https://wilson-center-digital-archive.dvincitest.com/document/119377";
    let text = format!("{seed}\n\n<{address}>\n");
    check(
        &text,
        &[
            "title: Telephone Message via VCh, I. Stalin to Kim Il Sung",
            "date: October 12, 1948 = 1948-10-12",
            "collection: Wilson Center Digital Archive",
            "repository: RGASPI",
            "shelfmark: f. 558, op. 11, d. 109, ll. 0113 | f.=558 op.=11 d.=109 ll.=0113",
            "copy: AP RF / f. 45, op. 1, d. 346 | f.=45 op.=1 d.=346",
            "translator: Gary Goldberg",
            &format!("url: {address}"),
        ],
    );
    assert_eq!(citation(&text).description.citation.as_deref(), Some(seed));
}

#[test]
fn titles_and_dates() {
    check(
        "\"Draft Letter, Petrov to Kim [김] and 李\", October 1950, Example Digital Archive, ARCH f. 558, op. 11, d. 9, ll. 21-22ob.",
        &[
            "title: Draft Letter, Petrov to Kim [김] and 李",
            "date: October 1950 = 1950-10",
            "collection: Example Digital Archive",
            "repository: ARCH",
            "shelfmark: f. 558, op. 11, d. 9, ll. 21-22ob. | f.=558 op.=11 d.=9 ll.=21-22ob.",
        ],
    );
    check(
        "“The \"Great\" Plan, and \"Small\", in Short,” 1951, Digital Archive, APRF, fond 45",
        &[
            "title: The \"Great\" Plan, and \"Small\", in Short",
            "date: 1951 = 1951",
            "collection: Digital Archive",
            "repository: APRF",
            "shelfmark: fond 45 | fond=45",
        ],
    );
    check(
        "Letter, A to B, 3 May 1950, Digital Archive, APRF, fond 45",
        &[
            "title: Letter, A to B",
            "date: 3 May 1950 = 1950-05-03",
            "collection: Digital Archive",
            "repository: APRF",
            "shelfmark: fond 45 | fond=45",
        ],
    );
    check(
        "\"Minutes\", undated, Digital Archive, APRF, fond 45",
        &[
            "title: Minutes",
            "date: undated = ",
            "collection: Digital Archive",
            "repository: APRF",
            "shelfmark: fond 45 | fond=45",
        ],
    );
}

#[test]
fn places() {
    check_place(
        "Example Digital Archive, ARCH f. 0100, op. 10, d. 5, ll. 11-13. Translated by J. Doe.",
        &[
            "collection: Example Digital Archive",
            "repository: ARCH",
            "shelfmark: f. 0100, op. 10, d. 5, ll. 11-13 | f.=0100 op.=10 d.=5 ll.=11-13",
            "translator: J. Doe",
        ],
    );
    check_place(
        "Example Digital Archive, ARCH fond 45, opis 1, delo 300, list 3",
        &[
            "collection: Example Digital Archive",
            "repository: ARCH",
            "shelfmark: fond 45, opis 1, delo 300, list 3 | fond=45 opis=1 delo=300 list=3",
        ],
    );
    check_place(
        "Example Digital Archive, ARCH, list 55",
        &["collection: Example Digital Archive", "repository: ARCH", "shelfmark: list 55 | list=55"],
    );
    check_place(
        "Example Digital Archive, ARCH, ll. 1-2",
        &["collection: Example Digital Archive", "repository: ARCH", "shelfmark: ll. 1-2 | ll.=1-2"],
    );
    check_place(
        "Digital Archive, APRF, Listy 146-147, Fond and Opis not given. Translated for NKIDP by A. Roe and B. Poe.",
        &[
            "collection: Digital Archive",
            "repository: APRF",
            "shelfmark: Listy 146-147, Fond and Opis not given | Listy=146-147",
            "translator: A. Roe",
            "translator: B. Poe",
        ],
    );
    check_place(
        "Digital Archive, PRC FMA 106-01403-02, 35. Obtained by A. Roe and translated by B. Poe.",
        &[
            "collection: Digital Archive",
            "repository: PRC FMA",
            "shelfmark: 106-01403-02, 35 | ",
            "translator: B. Poe",
        ],
    );
    check_place(
        "Digital Archive, National Archives, RG 59, Box 12, Folder 3. A copy is also available in AVPRF, Fond 059a, Opis 5a, Delo 3, Papka 11a, listy 146-147.",
        &[
            "collection: Digital Archive",
            "repository: National Archives",
            "shelfmark: RG 59, Box 12, Folder 3 | RG=59 Box=12 Folder=3",
            "copy: AVPRF / Fond 059a, Opis 5a, Delo 3, Papka 11a, listy 146-147 | Fond=059a Opis=5a Delo=3 Papka=11a listy=146-147",
        ],
    );
    check_place(
        "RGASPI f. 45 op. 1 d. 346 ll. 1-2, 5-7",
        &[
            "repository: RGASPI",
            "shelfmark: f. 45 op. 1 d. 346 ll. 1-2, 5-7 | f.=45 op.=1 d.=346 ll.=1-2, 5-7",
        ],
    );
    check_place("Wilson Center Digital Archive.", &["collection: Wilson Center Digital Archive"]);
    check_place(
        "Wilson Center Digital Archive, RGASPI",
        &["collection: Wilson Center Digital Archive", "repository: RGASPI"],
    );
    check_place("RGASPI. https://example.org/1.", &["repository: RGASPI", "url: https://example.org/1"]);
    check_place(
        "Digital Archive, Hungarian National Archives (Budapest), XIX-J-1-j ROK, 11. doboz, 5/f, 00345/1950",
        &[
            "collection: Digital Archive",
            "repository: Hungarian National Archives (Budapest)",
            "shelfmark: XIX-J-1-j ROK, 11. doboz, 5/f, 00345/1950 | ",
        ],
    );
    check_place(
        "PA AA, MfAA, A 6.854, Bl. 12-15",
        &["repository: PA AA", "shelfmark: MfAA, A 6.854, Bl. 12-15 | Bl.=12-15"],
    );
}

#[test]
fn what_is_no_citation_is_kept() {
    check("From the papers of the family.", &[]);
    check("", &[]);
    let text = "See \"A\" and Box";
    assert_eq!(citation(text).description.citation.as_deref(), Some(text));
    for odd in
        ["\"", "“”", "\"\",", "«a», ", ", , ,", "f. ", "A copy in ", "Translated by ", "Translated by ."]
    {
        citation(odd);
    }
}
