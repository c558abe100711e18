//! Names in a citation, one or several, as each style lists them. It knows names, no document.

use crate::model::naming::{Naming, trailing_particle};
use crate::words::listed_in_series;
use crate::write::quotes::curled;

/// `A`, `A and B`, `A, B, and C`: the names as they are spoken.
pub fn series(names: &[Naming]) -> String {
    let spoken: Vec<String> = names.iter().map(Naming::spoken).collect();
    curled(&listed_in_series(&spoken))
}

/// As [`series`]; of more than two the first alone (The Chicago Manual of Style, 13.23).
pub fn of_a_note(names: &[Naming]) -> String {
    match names {
        [one, _, _, ..] => curled(&format!("{} et al.", one.spoken())),
        few => series(few),
    }
}

/// As [`of_a_note`], but only the part by which a short citation calls each: `Petrova and Sokolov`.
pub fn of_a_mention(names: &[Naming]) -> String {
    let short: Vec<&str> = names.iter().map(Naming::short).collect();
    match short.as_slice() {
        [one, _, _, ..] => curled(&format!("{one} et al.")),
        few => curled(&listed_in_series(few)),
    }
}

/// As an alphabetical list has them: the first with the family's name in front. Of more than `most` only the first
/// `shown` stand there.
pub fn of_a_list(names: &[Naming], most: usize, shown: usize) -> String {
    let cut = names.len() > most;
    let kept = names.iter().take(if cut { shown } else { names.len() }).enumerate();
    let written: Vec<String> =
        kept.map(|(at, name)| if at == 0 { name.sorted() } else { name.spoken() }).collect();
    curled(&match written.as_slice() {
        _ if cut => format!("{}, et al.", written.join(", ")),
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{}, and {last}", front.join(", ")),
    })
}

/// `Petrova, A. N., King, M. L., Jr., & Kim Il Sung`: given names as initials (Publication Manual of the APA, 9.8). Of more
/// than twenty, the first nineteen and the last.
pub fn initialed(names: &[Naming]) -> String {
    const MOST: usize = 20;
    let written = |name: &Naming| match name {
        Naming::Parted { family, given, suffix } => {
            let suffix = suffix.iter().map(|suffix| format!(", {suffix}")).collect::<String>();
            format!("{family}, {}{suffix}", initials(given))
        }
        whole => whole.sorted(),
    };
    let all: Vec<String> = names.iter().map(written).collect();
    curled(&match all.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] if all.len() > MOST => {
            format!("{}, . . . {last}", front.iter().take(MOST - 1).cloned().collect::<Vec<_>>().join(", "))
        }
        [front @ .., last] => format!("{}, & {last}", front.join(", ")),
    })
}

/// `Jean-Paul Martin & Kim Il Sung`: as they are spoken, in the manner of APA.
pub fn series_by_ampersand(names: &[Naming]) -> String {
    by_ampersand(&names.iter().map(Naming::spoken).collect::<Vec<_>>())
}

/// `J. Doe & R. Roe`, `A, B, & C`: as they are spoken, given names as initials.
pub fn initialed_in_order(names: &[Naming]) -> String {
    let written = |name: &Naming| match name {
        Naming::Parted { family, given, suffix } => {
            let suffix = suffix.iter().map(|suffix| format!(" {suffix}")).collect::<String>();
            format!("{} {family}{suffix}", initials(given))
        }
        whole => whole.spoken(),
    };
    by_ampersand(&names.iter().map(written).collect::<Vec<_>>())
}

fn by_ampersand(names: &[String]) -> String {
    curled(&match names {
        [one, other] => format!("{one} & {other}"),
        [front @ .., last] if !front.is_empty() => format!("{}, & {last}", front.join(", ")),
        few => few.concat(),
    })
}

/// `Jean-Paul` is `J.-P.`, `I.V.` is `I. V.`; what is an initial already stays as it is: `Yu.`, and so does what links it to the
/// family's name: `J. W. von`.
fn initials(given: &str) -> String {
    if let Some((given, link)) = trailing_particle(given) {
        return format!("{} {link}", initials(given));
    }
    let word = |word: &str| -> String {
        let parts: Vec<String> = word.split('-').map(initial).collect();
        parts.join("-")
    };
    let spaced = given.replace('.', ". ");
    let joined: Vec<String> = spaced.split_whitespace().map(word).collect();
    joined.join(" ").replace(" -", "-").replace(". .", ".")
}

fn initial(part: &str) -> String {
    if part.ends_with('.') {
        return part.to_owned();
    }
    part.chars().next().map(|first| format!("{first}.")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{initialed, initialed_in_order, initials, of_a_list, of_a_mention, of_a_note};
    use crate::model::naming::Naming;

    #[test]
    fn given_names_become_initials() {
        let check = |given: &str, expected: &str| assert_eq!(initials(given), expected, "{given}");
        check("Gary", "G.");
        check("I. V.", "I. V.");
        check("I.V.", "I. V.");
        check("Yu.", "Yu.");
        check("Jean-Paul", "J.-P.");
        check("J.-P.", "J.-P.");
        check("И.В.", "И. В.");
        check("J", "J.");
        check("Johann Wolfgang von", "J. W. von");
        check("", "");
    }

    #[test]
    fn several_names() {
        type List = fn(&[Naming]) -> String;
        let check = |list: List, names: &[&str], expected: &str| {
            let names: Vec<Naming> = names.iter().map(|name| Naming::of(name)).collect();
            assert_eq!(list(&names), expected, "{names:?}");
        };
        let three = ["A. Petrova", "Kim Il Sung", "Council of Ministers"];
        check(of_a_note, &three[..2], "A. Petrova and Kim Il Sung");
        check(of_a_note, &three, "A. Petrova et al.");
        check(of_a_mention, &three[..2], "Petrova and Kim Il Sung");
        check(of_a_mention, &three, "Petrova et al.");
        check(|names| of_a_list(names, 6, 3), &[], "");
        check(|names| of_a_list(names, 6, 3), &three[..1], "Petrova, A.");
        check(|names| of_a_list(names, 6, 3), &three, "Petrova, A., Kim Il Sung, and Council of Ministers");
        check(|names| of_a_list(names, 2, 1), &three, "Petrova, A., et al.");
        check(initialed, &three, "Petrova, A., Kim Il Sung, & Council of Ministers");
        check(initialed, &["J. O'Neill"], "O’Neill, J.");
        check(initialed, &["van Beethoven, Ludwig"], "van Beethoven, L.");
        check(initialed, &["Goethe, Johann Wolfgang von"], "Goethe, J. W. von");
        check(initialed_in_order, &["Jane Doe"], "J. Doe");
        check(initialed_in_order, &["Jane Doe", "Richard Roe"], "J. Doe & R. Roe");
        check(initialed_in_order, &["Jane Doe", "Richard Roe", "Kim Il"], "J. Doe, R. Roe, & Kim Il");
        check(initialed_in_order, &[], "");
        let many = vec![Naming::of("A. Petrova"); 21];
        assert!(initialed(&many).ends_with("Petrova, A., . . . Petrova, A."));
    }
}
