//! Quotation marks as a printer sets them. This room knows text, nothing else.

/// A title inside quotation marks, with a comma after it: `“A Letter on ‘Peace,’”`. What the title quotes
/// takes the other kind of marks; the comma stands inside of all that close at the end (Chicago Manual of Style, 6.9, 6.11).
///
/// ```
/// use edition::write::quotes::quoted;
/// assert_eq!(quoted("On the \"Agrarian Question\"", ","), "“On the ‘Agrarian Question,’”");
/// ```
pub fn quoted(title: &str, mark: &str) -> String {
    let (mut text, closers) = set(title, 1);
    let end = text.char_indices().rev().nth(closers.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    let end = if closers == 0 { text.len() } else { end };
    // A full stop that closes the title gives way, one that belongs to its last word does not (6.123).
    let inside = text.get(..end).unwrap_or_default();
    let stop = inside.ends_with('.') && !inside.ends_with("..") && !is_abbreviated(inside);
    let from = if stop { end - 1 } else { end };
    if !inside.ends_with(',') {
        text.replace_range(from..end, mark);
    }
    format!("“{text}”")
}

/// Words that end in a full stop of their own.
const ABBREVIATED: [&str; 38] = [
    "jr", "sr", "inc", "co", "corp", "ltd", "bros", "etc", "al", "dept", "div", "gen", "col", "lt", "maj",
    "capt", "sgt", "dr", "mr", "mrs", "ms", "prof", "st", "no", "nos", "vol", "vols", "pp", "pt", "ed",
    "eds", "encl", "min", "gov", "sen", "rep", "govt", "cde",
];

/// Whether the full stop that ends a text is that of its last word: `Jr.`, `U.S.`, `Petrov A.`
fn is_abbreviated(text: &str) -> bool {
    let word = text.trim_end_matches('.').rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    letter || word.contains('.') || ABBREVIATED.contains(&word.to_lowercase().as_str())
}

/// The text with curled quotation marks, where straight ones were typed.
pub fn curled(text: &str) -> String {
    set(text, 0).0
}

/// The text with its marks set, as if `outer` pairs were open around it, and how many pairs close at its very end.
fn set(text: &str, outer: usize) -> (String, usize) {
    let letters: Vec<char> = text.chars().collect();
    let mut open: Vec<Kind> = Vec::new();
    let mut out = String::with_capacity(text.len() + 8);
    let mut closers = 0;
    for (at, c) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let rest = letters.get(at + 1..).unwrap_or_default();
        if let Some(low) = Kind::low(c).filter(|low| rest.iter().any(|c| low.is_closed_by(*c))) {
            out.push(c);
            open.push(low);
            closers = 0;
            continue;
        }
        if open.last().is_some_and(|low| low.is_closed_by(c)) && !(c == '’' && inside_a_word(before, rest))
        {
            out.push(c);
            open.pop();
            closers = 0;
            continue;
        }
        let Some(kind) = Kind::of(c) else {
            out.push(c);
            closers = 0;
            continue;
        };
        if opens(c, kind, before, rest) {
            out.push(mark(outer + open.len(), true));
            open.push(kind);
            closers = 0;
        } else if open.last() == Some(&kind) && !(kind == Kind::Single && inside_a_word(before, rest)) {
            open.pop();
            out.push(mark(outer + open.len(), false));
            closers += 1;
        } else {
            out.push(if kind == Kind::Single { '’' } else { mark(outer, false) });
            closers = 0;
        }
    }
    (out, closers)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Single,
    Double,
    /// `„…“`, and `„…”` of other languages: the pair stays as it is.
    Low,
    /// `‚…‘`
    LowSingle,
}

impl Kind {
    fn low(c: char) -> Option<Kind> {
        match c {
            '„' => Some(Kind::Low),
            '‚' => Some(Kind::LowSingle),
            _ => None,
        }
    }

    /// Whether it is a low mark, and this the one with which it is a pair.
    fn is_closed_by(self, c: char) -> bool {
        match self {
            Kind::Low => matches!(c, '“' | '”'),
            Kind::LowSingle => matches!(c, '‘' | '’'),
            Kind::Single | Kind::Double => false,
        }
    }

    fn of(c: char) -> Option<Kind> {
        match c {
            '"' | '“' | '”' => Some(Kind::Double),
            '\'' | '‘' | '’' => Some(Kind::Single),
            _ => None,
        }
    }
}

/// Whether the mark opens a quotation. A straight single one does so only where another can close it: `'48` has an apostrophe.
fn opens(c: char, kind: Kind, before: Option<char>, rest: &[char]) -> bool {
    let starts = before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'".contains(c))
        && rest.first().is_some_and(|c| !c.is_whitespace());
    match (c, kind) {
        ('“' | '‘', _) => true,
        ('”' | '’', _) => false,
        (_, Kind::Double) => starts,
        (_, Kind::Low | Kind::LowSingle) => true,
        (_, Kind::Single) => starts && closes_later(rest),
    }
}

fn closes_later(rest: &[char]) -> bool {
    rest.iter().enumerate().skip(1).any(|(at, c)| {
        let before = at.checked_sub(1).and_then(|at| rest.get(at)).copied();
        matches!(c, '\'' | '’')
            && before.is_some_and(|c| !c.is_whitespace())
            && !inside_a_word(before, rest.get(at + 1..).unwrap_or_default())
    })
}

fn inside_a_word(before: Option<char>, rest: &[char]) -> bool {
    before.is_some_and(char::is_alphanumeric) && rest.first().is_some_and(|c| c.is_alphanumeric())
}

/// Double marks and single ones take turns.
fn mark(depth: usize, opening: bool) -> char {
    match (depth.is_multiple_of(2), opening) {
        (true, true) => '“',
        (true, false) => '”',
        (false, true) => '‘',
        (false, false) => '’',
    }
}

#[cfg(test)]
mod tests {
    use crate::write::quotes::quoted;

    fn check(title: &str, expected: &str) {
        assert_eq!(quoted(title, ","), expected, "{title}");
    }

    #[test]
    fn titles_in_quotation_marks() {
        check("Telegram, Shtykov to Zakharov", "“Telegram, Shtykov to Zakharov,”");
        check("Letter on \"Peace\"", "“Letter on ‘Peace,’”");
        check("“Peace” in Korea", "“‘Peace’ in Korea,”");
        check("The \"so-called 'front'\"", "“The ‘so-called “front,”’”");
        check("Stalin's Reply", "“Stalin’s Reply,”");
        check("Inventory of the opis'", "“Inventory of the opis’,”");
        check("The Events of '48", "“The Events of ’48,”");
        check("A 'Front' in '48", "“A ‘Front’ in ’48,”");
        check("Who Fired First?", "“Who Fired First?,”");
        check("To Arms!", "“To Arms!,”");
        check("Letter to Peter Jr.", "“Letter to Peter Jr.,”");
        check("Letter to the U.S.", "“Letter to the U.S.,”");
        check("Report on Aid.", "“Report on Aid,”");
        check("Report on \"Aid.\"", "“Report on ‘Aid,’”");
        check("And then ...", "“And then ...,”");
        check("\"Whole\"", "“‘Whole,’”");
        check("Unfinished,", "“Unfinished,”");
        check("An \"unclosed title", "“An ‘unclosed title,”");
        check("Closed\" before it opened", "“Closed’ before it opened,”");
        check("O’Neill’s ‘Plan’", "“O’Neill’s ‘Plan,’”");
        check("Brief „Das Ende“ an Petrov", "“Brief „Das Ende“ an Petrov,”");
        check("Brief „Das ‚Ende‘“", "“Brief „Das ‚Ende‘“,”");
        check("List „Koniec” i \"Start\"", "“List „Koniec” i ‘Start,’”");
        check("Письмо «Конец»", "“Письмо «Конец»,”");
        check("Brief „Das Ende", "“Brief „Das Ende,”");
        check("", "“,”");
        check("\"", "“’,”");
    }
}
