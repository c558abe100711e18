//! Licences by their short names: how each is commonly written, and where its text stands. It knows no document.

/// A licence of Creative Commons as it is commonly written, any other as it was given.
pub fn name(licence: &str) -> String {
    match creative_commons(licence) {
        Some((terms, version)) => format!("CC {terms} {version}"),
        None => licence.to_owned(),
    }
}

/// Where the text of a Creative Commons licence stands.
pub fn address(licence: &str) -> Option<String> {
    let (terms, version) = creative_commons(licence)?;
    let part = match terms {
        "0" => "publicdomain/zero".to_owned(),
        terms => format!("licenses/{}", terms.to_ascii_lowercase()),
    };
    Some(format!("https://creativecommons.org/{part}/{version}/"))
}

/// Whether words about rights name this licence: by its identifier, as it is commonly written or by its address.
pub fn is_named(licence: &str, words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    let bare = address(licence)
        .map(|address| address.trim_start_matches("https://").trim_end_matches('/').to_owned());
    let names = [Some(licence.to_owned()), Some(name(licence)), bare];
    names.into_iter().flatten().any(|name| !name.is_empty() && words.contains(&name.to_ascii_lowercase()))
}

/// The identifier in the list of SPDX, where the licence is one of Creative Commons that stands there.
pub fn spdx(licence: &str) -> Option<String> {
    let (terms, version) = creative_commons(licence)?;
    match terms {
        "0" => (version == "1.0").then(|| "CC0-1.0".to_owned()),
        terms => {
            ["1.0", "2.0", "2.5", "3.0", "4.0"].contains(&version).then(|| format!("CC-{terms}-{version}"))
        }
    }
}

/// The terms and the version in an SPDX identifier: `BY` and `4.0` in `CC-BY-4.0`.
fn creative_commons(licence: &str) -> Option<(&str, &str)> {
    const TERMS: [&str; 7] = ["0", "BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND"];
    let rest = licence.strip_prefix("CC")?;
    let (terms, version) = rest.strip_prefix('-').unwrap_or(rest).rsplit_once('-')?;
    let dated = version.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    (TERMS.contains(&terms) && dated).then_some((terms, version))
}

#[cfg(test)]
mod tests {
    use super::{address, is_named, name, spdx};

    #[test]
    fn words_that_name_a_licence() {
        let check = |words: &str, named: bool| assert_eq!(is_named("CC-BY-4.0", words), named, "{words}");
        check("CC-BY-4.0", true);
        check("This translation: CC BY 4.0.", true);
        check("See http://creativecommons.org/licenses/by/4.0/", true);
        check("CC BY-SA 4.0", false);
        check("All rights reserved", false);
    }

    #[test]
    fn licences() {
        let check = |licence: &str, called: &str, at: Option<&str>, listed: Option<&str>| {
            assert_eq!(name(licence), called);
            assert_eq!(address(licence).as_deref(), at);
            assert_eq!(spdx(licence).as_deref(), listed);
        };
        let by = "https://creativecommons.org/licenses/by/4.0/";
        check("CC-BY-4.0", "CC BY 4.0", Some(by), Some("CC-BY-4.0"));
        let zero = "https://creativecommons.org/publicdomain/zero/1.0/";
        check("CC0-1.0", "CC 0 1.0", Some(zero), Some("CC0-1.0"));
        let shared = "https://creativecommons.org/licenses/by-nc-sa/4.0/";
        check("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0", Some(shared), Some("CC-BY-NC-SA-4.0"));
        let later = "https://creativecommons.org/licenses/by/9/";
        check("CC-BY-9", "CC BY 9", Some(later), None);
        check("all rights reserved", "all rights reserved", None, None);
    }
}
