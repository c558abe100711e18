//! A line as numbers, words, blanks and signs, for those who look for dates and times in it. It knows no
//! month and no clock.

use std::borrow::Cow;
use std::ops::Range;

/// A number, a word or a sign of a text. Square brackets are no tokens: `[[5]]7` is one number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token<'a> {
    pub kind: Kind,
    /// What it says, without the brackets inside of it.
    pub text: Cow<'a, str>,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What stands between it and the token before.
    pub gap: Gap,
    /// Whether a bracket opens right before it.
    pub opens_bracket: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Number,
    Word,
    /// A space left to be filled in: `____`, `[date left blank]`.
    Blank,
    Sign(char),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Gap {
    None,
    /// Brackets and nothing else.
    Bracket,
    Space,
    Line,
}

impl Token<'_> {
    pub fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    pub fn is_one_of(&self, signs: &[char]) -> bool {
        matches!(self.kind, Kind::Sign(sign) if signs.contains(&sign))
    }

    /// Whether nothing but brackets stands between it and the token before.
    pub fn touches(&self) -> bool {
        self.gap <= Gap::Bracket
    }

    pub fn says(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.chars().flat_map(char::to_lowercase).eq(word.chars())
    }

    /// The number, where it has at most `digits` digits.
    pub fn number(&self, digits: usize) -> Option<u32> {
        (self.kind == Kind::Number && self.text.len() <= digits).then(|| self.text.parse().ok()).flatten()
    }
}

/// The tokens of a text, in order.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut gap = Gap::None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length, says) = match c {
            '[' | ']' => match bracketed_blank(rest) {
                Some(inner) => (Kind::Blank, inner.len() + 2, inner),
                None => {
                    gap = gap.max(Gap::Bracket);
                    at += 1;
                    continue;
                }
            },
            c if c.is_whitespace() => {
                gap = gap.max(if c == '\n' { Gap::Line } else { Gap::Space });
                at += c.len_utf8();
                continue;
            }
            c if c.is_ascii_digit() => run(rest, Kind::Number, |c| c.is_ascii_digit()),
            c if c.is_alphabetic() => run(rest, Kind::Word, char::is_alphabetic),
            c if fills_blank(c) => blank_or_sign(rest, c, tokens.last(), gap),
            c => (Kind::Sign(c), c.len_utf8(), &rest[..c.len_utf8()]),
        };
        let opens_bracket = text[..at].ends_with('[');
        let token = Token { kind, text: Cow::Borrowed(says), range: at..at + length, gap, opens_bracket };
        match tokens.last_mut() {
            Some(before) if continues(before, &token) => {
                before.text.to_mut().push_str(&token.text);
                before.range.end = token.range.end;
            }
            _ => tokens.push(token),
        }
        gap = Gap::None;
        at += length;
    }
    tokens
}

/// The range, with the brackets that the text within it leaves open on either side.
pub fn with_brackets(text: &str, range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    loop {
        let (unopened, unclosed) = imbalance(&text[start..end]);
        if unopened > 0 && text[..start].ends_with('[') {
            start -= 1;
        } else if unclosed > 0 && text[end..].starts_with(']') {
            end += 1;
        } else {
            return start..end;
        }
    }
}

/// The range, with all of the brackets that it lies partly in: of `[probably May] 1950` more than `May] 1950`.
pub fn with_whole_brackets(text: &str, range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = with_brackets(text, range);
    let (unopened, unclosed) = imbalance(&text[start..end]);
    for _ in 0..unopened {
        start = opening(&text[..start]).unwrap_or(start);
    }
    for _ in 0..unclosed {
        end = closing(&text[end..]).map_or(end, |length| end + length);
    }
    start..end
}

/// How far away the other half of a bracket can stand, in characters.
const BRACKET: usize = 60;

fn opening(before: &str) -> Option<usize> {
    let near = before.char_indices().rev().take(BRACKET).take_while(|(_, c)| !matches!(c, ']' | '\n'));
    near.into_iter().find(|(_, c)| *c == '[').map(|(at, _)| at)
}

fn closing(after: &str) -> Option<usize> {
    let near = after.char_indices().take(BRACKET).take_while(|(_, c)| !matches!(c, '[' | '\n'));
    near.into_iter().find(|(_, c)| *c == ']').map(|(at, _)| at + 1)
}

fn imbalance(text: &str) -> (usize, usize) {
    text.chars().fold((0, 0), |(unopened, unclosed), c| match (c, unclosed) {
        ('[', _) => (unopened, unclosed + 1),
        (']', 0) => (unopened + 1, unclosed),
        (']', _) => (unopened, unclosed - 1),
        _ => (unopened, unclosed),
    })
}

fn run(rest: &str, kind: Kind, belongs: impl Fn(char) -> bool) -> (Kind, usize, &str) {
    let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    (kind, end, &rest[..end])
}

/// What stands in a bracket that says that a day or date was left blank.
fn bracketed_blank(rest: &str) -> Option<&str> {
    let inner = rest.strip_prefix('[')?;
    let inner = &inner[..inner.find(['[', ']'])?];
    if !rest[1 + inner.len()..].starts_with(']') {
        return None;
    }
    let label = inner.trim().to_lowercase();
    let of_something_else = ["number", "name", "place", "year"].iter().any(|what| label.contains(what));
    let empty = label.chars().all(fills_blank);
    (empty || label.ends_with("blank") && !of_something_else).then_some(inner)
}

/// Whether a blank is made of such characters.
pub fn fills_blank(c: char) -> bool {
    matches!(c, '_' | '—' | '–' | '-' | '―')
}

/// Three or more make a blank; of underscores after a number (`19__`) one is enough.
fn blank_or_sign<'a>(rest: &'a str, c: char, before: Option<&Token>, gap: Gap) -> (Kind, usize, &'a str) {
    let (_, length, says) = run(rest, Kind::Blank, fills_blank);
    let after_number = gap == Gap::None && before.is_some_and(|token| token.kind == Kind::Number);
    let least = if after_number && c == '_' { 1 } else { 3 };
    if says.chars().count() >= least {
        (Kind::Blank, length, says)
    } else {
        (Kind::Sign(c), c.len_utf8(), &rest[..c.len_utf8()])
    }
}

/// A number or word that a bracket cuts in two is one; but a note call after a year is no fifth digit.
fn continues(before: &Token, token: &Token) -> bool {
    let joinable = matches!(token.kind, Kind::Number | Kind::Word);
    let too_long = token.kind == Kind::Number && before.text.len() + token.text.len() > 4;
    joinable && token.gap == Gap::Bracket && before.kind == token.kind && !too_long
}

#[cfg(test)]
mod tests {
    use crate::read::tokens::{tokens, with_brackets};

    fn check(text: &str, expected: &[&str]) {
        let read: Vec<String> =
            tokens(text).into_iter().map(|token| format!("{:?} {}", token.kind, token.text)).collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn what_a_line_is_made_of() {
        check("8.II.1950", &["Number 8", "Sign('.') .", "Word II", "Sign('.') .", "Number 1950"]);
        check("[[12]] May [[5]]7]", &["Number 12", "Word May", "Number 57"]);
        check("[date left blank] October 1948", &["Blank date left blank", "Word October", "Number 1948"]);
        check("—————- 1972", &["Blank —————-", "Number 1972"]);
        check("1948[1]", &["Number 1948", "Number 1"]);
        check("19__ г.", &["Number 19", "Blank __", "Word г", "Sign('.') ."]);
        check("[number left blank]", &["Word number", "Word left", "Word blank"]);
        check("[[[", &[]);
    }

    #[test]
    fn brackets_belong_to_what_they_open_in() {
        let text = "on 22 [November] and";
        assert_eq!(&text[with_brackets(text, 3..15)], "22 [November]");
        let text = "[[12]] May";
        assert_eq!(&text[with_brackets(text, 2..10)], "[[12]] May");
    }
}
