//! Languages: English names and BCP 47 tags. It knows no document.

use std::collections::HashMap;
use std::sync::LazyLock;

use isolang::Language;

/// Names that we give and take: those of tags that ISO 639-3 does not have, and those it words otherwise.
const NAMES: [(&str, &str); 9] = [
    ("Chinese (Traditional)", "zh-Hant"),
    ("Chinese (Simplified)", "zh-Hans"),
    ("Serbo-Croatian", "sh"),
    ("Greek", "el"),
    ("Ancient Greek", "grc"),
    ("Classical Chinese", "lzh"),
    ("Kyrgyz", "ky"),
    ("Uyghur", "ug"),
    ("Khmer", "km"),
];

/// Further names that are taken.
const ALIASES: [(&str, &str); 18] = [
    ("Traditional Chinese", "zh-Hant"),
    ("Simplified Chinese", "zh-Hans"),
    ("Serbo Croatian", "sh"),
    ("Modern Greek", "el"),
    ("Mandarin", "zh"),
    ("Mandarin Chinese", "zh"),
    ("Cantonese", "yue"),
    ("Farsi", "fa"),
    ("Slovene", "sl"),
    ("Flemish", "nl"),
    ("Moldovan", "ro"),
    ("Moldavian", "ro"),
    ("Byelorussian", "be"),
    ("Castilian", "es"),
    ("Cambodian", "km"),
    ("Laotian", "lo"),
    ("Old Church Slavonic", "cu"),
    ("Church Slavonic", "cu"),
];

/// What may follow a language's name in parentheses, and the subtag for it (ISO 15924).
const SCRIPTS: [(&str, &str); 9] = [
    ("Traditional", "Hant"),
    ("Simplified", "Hans"),
    ("Latin", "Latn"),
    ("Romanized", "Latn"),
    ("Transliterated", "Latn"),
    ("Cyrillic", "Cyrl"),
    ("Arabic", "Arab"),
    ("Hangul", "Hang"),
    ("Hebrew", "Hebr"),
];

/// Regions that tell kinds of one language apart (ISO 3166-1); of others the code is shown.
const REGIONS: [(&str, &str); 48] = [
    ("Argentina", "AR"),
    ("Australia", "AU"),
    ("Austria", "AT"),
    ("Belarus", "BY"),
    ("Belgium", "BE"),
    ("Bolivia", "BO"),
    ("Bosnia and Herzegovina", "BA"),
    ("Brazil", "BR"),
    ("Canada", "CA"),
    ("Chile", "CL"),
    ("China", "CN"),
    ("Colombia", "CO"),
    ("Croatia", "HR"),
    ("Cuba", "CU"),
    ("Czechia", "CZ"),
    ("East Germany", "DD"),
    ("Egypt", "EG"),
    ("France", "FR"),
    ("Germany", "DE"),
    ("Greece", "GR"),
    ("Hong Kong", "HK"),
    ("Hungary", "HU"),
    ("India", "IN"),
    ("Ireland", "IE"),
    ("Israel", "IL"),
    ("Italy", "IT"),
    ("Japan", "JP"),
    ("Luxembourg", "LU"),
    ("Mexico", "MX"),
    ("Moldova", "MD"),
    ("Montenegro", "ME"),
    ("Netherlands", "NL"),
    ("North Korea", "KP"),
    ("Peru", "PE"),
    ("Poland", "PL"),
    ("Portugal", "PT"),
    ("Romania", "RO"),
    ("Russia", "RU"),
    ("Serbia", "RS"),
    ("Singapore", "SG"),
    ("South Africa", "ZA"),
    ("South Korea", "KR"),
    ("Spain", "ES"),
    ("Switzerland", "CH"),
    ("Taiwan", "TW"),
    ("Ukraine", "UA"),
    ("United Kingdom", "GB"),
    ("United States", "US"),
];

/// The BCP 47 tag of a language given by its English name or as a tag. In small letters a tag goes before a name:
/// `en` is English, though there is a language called En.
///
/// ```
/// use edition::model::language::code;
/// assert_eq!(code("Russian").as_deref(), Some("ru"));
/// assert_eq!(code("Chinese (Traditional)").as_deref(), Some("zh-Hant"));
/// assert_eq!(code("rus").as_deref(), Some("ru"));
/// assert_eq!(code("Klartext"), None);
/// ```
pub fn code(written: &str) -> Option<String> {
    let written = written.trim().trim_end_matches(['.', ',', ';']);
    let small = written.bytes().all(|byte| !byte.is_ascii_uppercase());
    let as_tag = if small { of_tag(written) } else { None };
    as_tag
        .or_else(|| of_usage(written).map(str::to_owned))
        .or_else(|| of_name(written).map(str::to_owned))
        .or_else(|| of_script(written))
        .or_else(|| of_tag(written))
}

/// The English name of the language of a BCP 47 tag; of a script or region only where the name is in use.
pub fn name(code: &str) -> Option<&'static str> {
    let known = NAMES.iter().find(|(_, tag)| tag.eq_ignore_ascii_case(code));
    known.map(|(name, _)| *name).or_else(|| language(primary(code)).map(|language| language.to_name()))
}

/// The name of a language as a list has it that may have others of its kind beside it: with script, region and variant,
/// so that no two tags have one name; the tag itself where the language has no name.
///
/// ```
/// use edition::model::language::full_name;
/// assert_eq!(full_name("de"), "German");
/// assert_eq!(full_name("de-AT"), "German (Austria)");
/// assert_eq!(full_name("ru-petr1708"), "Russian (petr1708)");
/// ```
pub fn full_name(tag: &str) -> String {
    if NAMES.iter().any(|(_, known)| known.eq_ignore_ascii_case(tag)) || !tag.contains('-') {
        return name(tag).unwrap_or(tag).to_owned();
    }
    let Some(name) = name(primary(tag)) else { return tag.to_owned() };
    let called = |subtag: &str| {
        let of = |rows: &[(&'static str, &'static str)]| {
            rows.iter().find(|(_, code)| code.eq_ignore_ascii_case(subtag)).map(|(name, _)| *name)
        };
        of(&SCRIPTS).or_else(|| of(&REGIONS)).unwrap_or(subtag).to_owned()
    };
    format!("{name} ({})", tag.split('-').skip(1).map(called).collect::<Vec<_>>().join(", "))
}

fn of_usage(written: &str) -> Option<&'static str> {
    NAMES.iter().chain(&ALIASES).find(|(name, _)| name.eq_ignore_ascii_case(written)).map(|(_, tag)| *tag)
}

fn of_name(written: &str) -> Option<&'static str> {
    OF_NAMES.get(written.to_lowercase().as_str()).copied().map(tag)
}

/// The languages of ISO 639-3 by their English names in small letters; of two with one name the first.
///
/// There are some 8,000, and every document names one: to go through the list each time costs more than to
/// read the document. It is a table that is turned round once, and holds nothing else.
static OF_NAMES: LazyLock<HashMap<String, Language>> = LazyLock::new(|| {
    let mut languages = HashMap::new();
    for language in Language::match_names(|_| true) {
        languages.entry(language.to_name().to_ascii_lowercase()).or_insert(language);
    }
    languages
});

/// `Serbian (Cyrillic)`
fn of_script(written: &str) -> Option<String> {
    let (language, script) = written.strip_suffix(')')?.split_once('(')?;
    let language = of_usage(language.trim()).or_else(|| of_name(language.trim()))?;
    let (_, subtag) = SCRIPTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(script.trim()))?;
    Some(format!("{language}-{subtag}"))
}

/// A tag, its language in the shortest code and its subtags in the usual case (RFC 5646, 2.1.1).
fn of_tag(written: &str) -> Option<String> {
    let language = language(primary(written))?;
    let mut tag = tag(language).to_owned();
    for subtag in written.split('-').skip(1) {
        if !(1..=8).contains(&subtag.len()) || !subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        tag.push_str(&in_usual_case(subtag));
    }
    Some(tag)
}

fn in_usual_case(subtag: &str) -> String {
    match subtag.len() {
        2 => subtag.to_ascii_uppercase(),
        4 if subtag.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            subtag[..1].to_ascii_uppercase() + &subtag[1..].to_ascii_lowercase()
        }
        _ => subtag.to_ascii_lowercase(),
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

fn language(code: &str) -> Option<Language> {
    let code = code.to_ascii_lowercase();
    match code.len() {
        2 => Language::from_639_1(&code),
        3 => Language::from_639_3(&code),
        _ => None,
    }
}

fn tag(language: Language) -> &'static str {
    language.to_639_1().unwrap_or_else(|| language.to_639_3())
}

#[cfg(test)]
mod tests {
    use crate::model::language::{code, name};

    fn check(written: &str, expected: Option<&str>) {
        assert_eq!(code(written).as_deref(), expected, "{written}");
    }

    #[test]
    fn names_and_tags() {
        check("Russian", Some("ru"));
        check("russian", Some("ru"));
        check("Korean", Some("ko"));
        check("Chinese", Some("zh"));
        check("German", Some("de"));
        check("English", Some("en"));
        check("Ukrainian", Some("uk"));
        check("Greek", Some("el"));
        check("Persian", Some("fa"));
        check("Norwegian", Some("no"));
        check("Swahili", Some("sw"));
        check("Malay", Some("ms"));
        check("Serbo-Croatian", Some("sh"));
        check("Vietnamese.", Some("vi"));
        check("Mongolian", Some("mn"));
        check("Romanian", Some("ro"));
        check("Chinese (Traditional)", Some("zh-Hant"));
        check("Serbian (Cyrillic)", Some("sr-Cyrl"));
        check("Ancient Greek", Some("grc"));
        check("ru", Some("ru"));
        check("rus", Some("ru"));
        check("de-at", Some("de-AT"));
        check("zh-hant", Some("zh-Hant"));
        check("ru-latn", Some("ru-Latn"));
        check("xx", None);
        check("Klingonese", None);
        check("de-", None);
        check("", None);
        check("語", None);
    }

    #[test]
    fn names_of_tags() {
        let check = |code: &str, expected| assert_eq!(name(code), expected, "{code}");
        check("ru", Some("Russian"));
        check("de-AT", Some("German"));
        check("zh-Hant", Some("Chinese (Traditional)"));
        check("zh", Some("Chinese"));
        check("el", Some("Greek"));
        check("fa", Some("Persian"));
        check("nl", Some("Dutch"));
        check("es", Some("Spanish"));
        check("sh", Some("Serbo-Croatian"));
        check("xx", None);
    }
}
