//! The forms in which days, months and years are written, and what they mean in the calendar. It knows
//! tokens, no texts.

use crate::model::date::Edtf;
use crate::read::months::{by_name, by_roman_number, is_plainly_a_month};
use crate::read::tokens::{Gap, Kind, Token};

/// A day, a month or a year, as far as it is given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Moment {
    /// In four places, `X` for those left blank.
    pub year: Option<String>,
    pub month: Option<Slot>,
    pub day: Option<Slot>,
}

/// A part of a date that is there: a number, or a blank to be filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    Is(u8),
    Blank,
}

/// What was found: a moment, two that an interval runs between, or figures in an order that nothing decides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    Moment(Moment),
    Interval(Moment, Moment),
    /// An expression that stands for itself: a season, a decade.
    Expression(String),
    Undecided,
}

/// A place in a row of tokens, and what helps to read on from it.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub tokens: &'a [Token],
    pub at: usize,
    pub near: Option<&'a Edtf>,
    /// Whether the text is a date as a whole, so that a year by itself can be one.
    pub whole: bool,
}

type Read<'a, T> = Option<(Reader<'a>, T)>;

impl<'a> Reader<'a> {
    pub fn peek(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + ahead)
    }

    /// A date, or two with a dash or a stroke between them.
    pub fn span_of_days(self) -> Read<'a, Found> {
        let (after, found) = self.one()?;
        let Found::Moment(first) = &found else { return Some((after, found)) };
        if first.day == Some(Slot::Blank) {
            return Some((after, found));
        }
        let second = after.to().and_then(Reader::one);
        match second {
            Some((end, Found::Moment(last))) if can_span(first, &last) => {
                let first =
                    Moment { year: first.year.clone().or_else(|| last.year.clone()), ..first.clone() };
                Some((end, Found::Interval(first, last)))
            }
            _ => Some((after, found)),
        }
    }

    /// The forms, those first that take more than one that comes later.
    fn one(self) -> Read<'a, Found> {
        let forms: [fn(Reader<'a>) -> Read<'a, Found>; 8] = [
            Reader::year_first,
            Reader::east_asian,
            Reader::day_and_month,
            Reader::figures,
            Reader::day_first,
            Reader::month_first,
            Reader::blank_and_year,
            Reader::month_and_year,
        ];
        let of_whole_texts: [fn(Reader<'a>) -> Read<'a, Found>; 4] =
            [Reader::decade, Reader::season, Reader::years, Reader::year_alone];
        let further = if self.whole { &of_whole_texts[..] } else { &[] };
        forms.iter().chain(further).find_map(|form| form(self))
    }

    /// `1948-10-12`, `1948.10.12`
    fn year_first(self) -> Read<'a, Found> {
        let (reader, year) = self.full_year()?;
        let (reader, sign) = reader.tight_sign(&['-', '.', '/'])?;
        let (reader, month) = reader.figure(2)?;
        let (reader, _) = reader.tight_sign(&[sign])?;
        let (reader, day) = reader.figure(2)?;
        let moment = numbered(year, month, day)?;
        Some((reader, Found::Moment(moment)))
    }

    /// `1948年10月12日`, `1948년 10월 12일`, and without the day
    fn east_asian(self) -> Read<'a, Found> {
        let (reader, year) = self.full_year()?;
        let reader = reader.word_of(&["年", "년"])?;
        let (reader, month) = reader.figure(2)?;
        let reader = reader.word_of(&["月", "월"])?;
        let with_day = reader.figure(2).and_then(|(reader, day)| {
            Some((reader.word_of(&["日", "일"])?, numbered(year.clone(), month, day)?))
        });
        let (reader, moment) = match with_day {
            Some(read) => read,
            None => {
                let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
                (reader, Moment { year: Some(year), month: Some(Slot::Is(month)), day: None })
            }
        };
        Some((reader, Found::Moment(moment)))
    }

    /// `8.II.1950`, `2/VI-51`, `13/5-50`, `06/02/51`
    fn figures(self) -> Read<'a, Found> {
        let (reader, first) = self.figure(2)?;
        let spaced_roman = reader.peek(0).and_then(|token| by_roman_number(&token.text)).is_some();
        let (reader, left) = match reader.sign_in_figures() {
            Some((reader, sign)) => (reader, sign),
            None if spaced_roman => (reader, ' '),
            None => return None,
        };
        if let Some((reader, month)) = reader.roman_month() {
            let reader = reader.sign_in_figures().map_or(reader, |(reader, _)| reader);
            let (reader, year) = if left == ' ' { reader.full_year()? } else { reader.any_year()? };
            return Some((reader, Found::Moment(numbered(year, u32::from(month), first)?)));
        }
        let (reader, second) = reader.figure(2)?;
        let (reader, right) = reader.sign_in_figures()?;
        let (reader, year) = reader.any_year()?;
        let day_first = numbered(year.clone(), second, first);
        if left != right {
            return Some((reader, Found::Moment(day_first?)));
        }
        let found = match (day_first, numbered(year, first, second)) {
            (Some(one), Some(other)) if one == other => Found::Moment(one),
            (Some(one), Some(other)) => self.decide(one, other),
            (Some(one), None) | (None, Some(one)) => Found::Moment(one),
            (None, None) => return None,
        };
        Some((reader, found))
    }

    /// `13.9.` before a time, or by itself
    fn day_and_month(self) -> Read<'a, Found> {
        let (reader, day) = self.figure(2)?;
        let (reader, _) = reader.tight_sign(&['.'])?;
        let (reader, month) = reader.figure(2)?;
        let (reader, _) = reader.tight_sign(&['.'])?;
        let before_time = reader.peek(0).is_some_and(|token| token.number(2).is_some() && !token.touches())
            && reader.peek(1).is_some_and(|token| token.is(':'));
        if !before_time && !(self.whole && reader.peek(0).is_none()) {
            return None;
        }
        let moment = numbered(String::from("2000"), month, day)?;
        Some((reader, Found::Moment(Moment { year: None, ..moment })))
    }

    /// `12 October 1948`, `12th of October`, `11/12 September 1957`, `1 through 15 March 1957`
    fn day_first(self) -> Read<'a, Found> {
        let (reader, days) = self.days()?;
        let reader = reader.word_of(&["of", "de"]).unwrap_or(reader);
        let (reader, month, plain) = reader.month()?;
        let (reader, year) = reader.year_of_month();
        if !plain && (year.is_none() || days.0 == Slot::Blank) && !self.whole {
            return None;
        }
        Some((reader, of_days(days, month, year)))
    }

    /// `October 12, 1948`, `Oct. 12`, `October 11-12, 1957`
    fn month_first(self) -> Read<'a, Found> {
        let (reader, month, plain) = self.month()?;
        let reader = reader.word_of(&["the"]).unwrap_or(reader);
        let (reader, days) = reader.days()?;
        let (reader, year) = reader.year_of_month();
        if !plain && year.is_none() && !self.whole {
            return None;
        }
        Some((reader, of_days(days, month, year)))
    }

    /// `"___" __________ 1950`: neither day nor month is filled in
    fn blank_and_year(self) -> Read<'a, Found> {
        let (mut reader, label) = self.blank()?;
        for _ in 0..2 {
            if let Some((after, _)) = reader.blank().filter(|_| reader.on_same_line()) {
                reader = after;
            }
        }
        let (reader, year) = reader.on_same_line().then(|| reader.full_year())??;
        let label = label.to_lowercase();
        let only_month = label.contains("month") && !label.contains("day");
        let day = if only_month { None } else { Some(Slot::Blank) };
        Some((reader, Found::Moment(Moment { year: Some(year), month: Some(Slot::Blank), day })))
    }

    /// `October 1948`, `October of 1948`
    fn month_and_year(self) -> Read<'a, Found> {
        let (reader, month, plain) = self.month()?;
        let reader = reader.word_of(&["of"]).unwrap_or(reader);
        let reader = reader.comma();
        let month = Some(Slot::Is(month));
        match reader.full_year() {
            Some((reader, year)) if plain || self.whole => {
                Some((reader, Found::Moment(Moment { year: Some(year), month, day: None })))
            }
            None if self.whole
                && self.at == 0
                && reader.peek(0).is_some_and(|token| token.is_one_of(DASHES)) =>
            {
                Some((reader, Found::Moment(Moment { year: None, month, day: None })))
            }
            _ => None,
        }
    }

    /// `1950s`
    fn decade(self) -> Read<'a, Found> {
        let (reader, year) = self.full_year()?;
        let decade = year.strip_suffix('0')?;
        let reader = reader.peek(0).filter(|token| token.touches()).and(reader.word_of(&["s"]))?;
        Some((reader, Found::Expression(format!("{decade}X"))))
    }

    /// `Spring 1948` (the codes of ISO 8601-2, 4.8)
    fn season(self) -> Read<'a, Found> {
        let seasons = [("spring", 21), ("summer", 22), ("autumn", 23), ("fall", 23), ("winter", 24)];
        let (_, code) =
            seasons.iter().find(|(name, _)| self.peek(0).is_some_and(|token| token.says(name)))?;
        let reader = self.skip(1);
        let reader = reader.word_of(&["of"]).unwrap_or(reader).comma();
        let (reader, year) = reader.full_year()?;
        Some((reader, Found::Expression(format!("{year}-{code}"))))
    }

    /// `1948-1950`, `1948/49`
    fn years(self) -> Read<'a, Found> {
        let (reader, first) = self.full_year()?;
        let reader = reader.to()?;
        let (reader, last) = match reader.full_year() {
            Some(read) => read,
            None => {
                let (after, last) = reader.figure(2)?;
                let digits = &reader.peek(0)?.text;
                let century = first.get(..2).filter(|_| digits.len() == 2)?;
                (after, format!("{century}{last:02}"))
            }
        };
        (first < last).then(|| (reader, Found::Expression(format!("{first}/{last}"))))
    }

    fn year_alone(self) -> Read<'a, Found> {
        let (reader, year) = self.full_year()?;
        Some((reader, Found::Moment(Moment { year: Some(year), ..Moment::default() })))
    }

    /// One day or blank, or two days.
    fn days(self) -> Read<'a, (Slot, Option<u8>)> {
        if let Some((reader, _)) = self.blank() {
            return Some((reader, (Slot::Blank, None)));
        }
        let (reader, first) = self.day()?;
        let second = reader.to_day().and_then(Reader::day).filter(|(_, second)| first < *second);
        Some(match second {
            Some((reader, second)) => (reader, (Slot::Is(first), Some(second))),
            None => (reader, (Slot::Is(first), None)),
        })
    }

    /// `12`, `12th`, `12.`, `1er`, `«12»`
    fn day(self) -> Read<'a, u8> {
        match self.quote() {
            Some(reader) => {
                let (reader, day) = reader.bare_day()?;
                Some((reader.quote()?, day))
            }
            None => self.bare_day(),
        }
    }

    fn bare_day(self) -> Read<'a, u8> {
        let (reader, day) = self.figure(2)?;
        let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        let ordinal = reader.peek(0).is_some_and(Token::touches);
        let endings = ["st", "nd", "rd", "th", "d", "er"];
        let reader = reader.word_of(&endings).filter(|_| ordinal).unwrap_or(reader);
        let point = reader.peek(0).is_some_and(|token| token.is('.') && token.touches());
        let before_month = reader.peek(1).is_some_and(|token| by_name(&token.text).is_some());
        Some((if point && before_month { reader.skip(1) } else { reader }, day))
    }

    /// A month by name, its abbreviation with a point, and whether it can be nothing else.
    fn month(self) -> Option<(Reader<'a>, u8, bool)> {
        let token = self.peek(0).filter(|token| token.kind == Kind::Word)?;
        let month = by_name(&token.text)?;
        let reader = self.skip(1);
        let point = reader.peek(0).is_some_and(|token| token.is('.') && token.touches());
        let abbreviated =
            token.text.chars().count() <= 5 && reader.peek(1).is_some_and(|next| !next.touches());
        let reader = if point && abbreviated { reader.skip(1) } else { reader };
        Some((reader, month, is_plainly_a_month(&token.text)))
    }

    /// The year after day and month, where there is one.
    fn year_of_month(self) -> (Reader<'a>, Option<String>) {
        let reader = self.comma();
        let apostrophe = reader.peek(0).is_some_and(|token| token.is_one_of(&['\'', '’']));
        let short = if apostrophe {
            reader.skip(1).short_year()
        } else {
            reader.short_year().filter(|(after, year)| self.whole || (after.ends() && self.is_near(year)))
        };
        match reader.full_year().or(short) {
            Some((reader, year)) => (reader, Some(year)),
            None => (self, None),
        }
    }

    fn is_near(&self, year: &str) -> bool {
        let years = self.near.zip(year.parse::<i64>().ok());
        years.is_some_and(|(near, year)| (near.earliest().year - year).abs() <= 1)
    }

    fn ends(&self) -> bool {
        self.peek(0).is_none_or(|token| token.kind != Kind::Word || token.gap == Gap::Line)
    }

    fn any_year(self) -> Read<'a, String> {
        self.full_year().or_else(|| self.short_year())
    }

    /// Four figures from 1000 to 2999; the last of them may be blanks.
    fn full_year(self) -> Read<'a, String> {
        let token = self.peek(0).filter(|token| token.kind == Kind::Number)?;
        let reader = self.skip(1);
        let blanks = reader
            .peek(0)
            .filter(|next| next.kind == Kind::Blank && next.gap == Gap::None && next.text.starts_with('_'));
        match (token.text.len(), blanks) {
            (4, _) if token.text.starts_with(['1', '2']) => Some((reader, token.text.clone())),
            (2 | 3, Some(_)) if token.text.starts_with(['1', '2']) => {
                Some((reader.skip(1), format!("{:X<4}", token.text)))
            }
            _ => None,
        }
    }

    /// Two figures, in the century that brings them next to `near`, else the twentieth.
    fn short_year(self) -> Read<'a, String> {
        let token = self.peek(0)?;
        let year = i64::from(token.number(2).filter(|_| token.text.len() == 2)?);
        let year = match self.near {
            Some(near) => {
                let near = near.earliest().year;
                let year = near - near.rem_euclid(100) + year;
                year + if year - near > 50 {
                    -100
                } else if near - year > 50 {
                    100
                } else {
                    0
                }
            }
            None => 1900 + year,
        };
        (1000..3000).contains(&year).then(|| (self.skip(1), year.to_string()))
    }

    /// A number of at most so many figures.
    fn figure(self, digits: usize) -> Read<'a, u32> {
        let number = self.peek(0)?.number(digits)?;
        Some((self.skip(1), number))
    }

    fn roman_month(self) -> Read<'a, u8> {
        let month = by_roman_number(&self.peek(0)?.text)?;
        Some((self.skip(1), month))
    }

    /// A blank, in quotation marks or not, and what it says.
    fn blank(self) -> Read<'a, &'a str> {
        match self.quote() {
            Some(reader) => {
                let (reader, label) = reader.bare_blank()?;
                Some((reader.quote()?, label))
            }
            None => self.bare_blank(),
        }
    }

    fn bare_blank(self) -> Read<'a, &'a str> {
        let token = self.peek(0).filter(|token| token.kind == Kind::Blank)?;
        Some((self.skip(1), &token.text))
    }

    fn quote(self) -> Option<Reader<'a>> {
        let quotes = ['"', '“', '”', '„', '«', '»'];
        self.peek(0).filter(|token| token.is_one_of(&quotes)).map(|_| self.skip(1))
    }

    /// A sign with no space around it.
    fn tight_sign(self, signs: &[char]) -> Read<'a, char> {
        match self.peek(0)?.kind {
            Kind::Sign(sign) if signs.contains(&sign) && self.peek(0)?.touches() => {
                Some((self.skip(1), sign))
            }
            _ => None,
        }
    }

    /// A sign between figures; a space may follow a point.
    fn sign_in_figures(self) -> Read<'a, char> {
        let (reader, sign) = self.tight_sign(&['.', '/', '-', '–'])?;
        let next = reader.peek(0)?;
        (next.touches() || sign == '.' && next.gap == Gap::Space).then_some((reader, sign))
    }

    /// What stands between the two ends of an interval.
    fn to(self) -> Option<Reader<'a>> {
        let stroke = |token: &Token| token.is('/') && self.peek(1).is_some_and(Token::touches);
        let sign = self.peek(0).is_some_and(|token| token.is_one_of(DASHES) || stroke(token));
        let word = || self.word_of(&["to", "through", "until", "till", "bis"]).filter(|_| self.whole);
        if sign { Some(self.skip(1)) } else { word() }
    }

    fn to_day(self) -> Option<Reader<'a>> {
        self.to().or_else(|| self.word_of(&["through", "to", "bis"]))
    }

    fn word_of(self, words: &[&str]) -> Option<Reader<'a>> {
        let token = self.peek(0)?;
        words.iter().any(|word| token.says(word)).then(|| self.skip(1))
    }

    fn comma(self) -> Reader<'a> {
        if self.peek(0).is_some_and(|token| token.is(',')) { self.skip(1) } else { self }
    }

    fn on_same_line(&self) -> bool {
        self.peek(0).is_some_and(|token| token.gap < Gap::Line)
    }

    fn skip(self, tokens: usize) -> Reader<'a> {
        Reader { at: self.at + tokens, ..self }
    }

    /// Of two orders the one that lies next to the document's date, if only one does.
    fn decide(&self, one: Moment, other: Moment) -> Found {
        const CLOSE: i64 = 45;
        let Some(near) = self.near else { return Found::Undecided };
        let distance = |moment: &Moment| {
            let day = expression(moment, None).and_then(|text| Edtf::new(&text))?.earliest().number();
            let (earliest, latest) = (near.earliest().number(), near.latest().number());
            Some((earliest - day).max(day - latest).max(0))
        };
        match (distance(&one), distance(&other)) {
            (Some(0), Some(d)) if d > 0 => Found::Moment(one),
            (Some(d), Some(0)) if d > 0 => Found::Moment(other),
            (Some(d), Some(far)) if d <= CLOSE && far > CLOSE => Found::Moment(one),
            (Some(far), Some(d)) if d <= CLOSE && far > CLOSE => Found::Moment(other),
            _ => Found::Undecided,
        }
    }
}

const DASHES: &[char] = &['-', '–', '—'];

/// What was found, in EDTF; `near` gives a year that is not written.
pub fn meaning(found: &Found, near: Option<&Edtf>) -> Option<Edtf> {
    let year = near.filter(|near| near.earliest().year == near.latest().year);
    let year = year.map(|near| near.earliest().year).filter(|year| (0..10_000).contains(year));
    let year = year.map(|year| format!("{year:04}"));
    match found {
        Found::Moment(moment) => Edtf::new(&expression(moment, year.as_deref())?),
        Found::Interval(first, last) => {
            let (first, last) = (expression(first, year.as_deref())?, expression(last, year.as_deref())?);
            let in_order = Edtf::new(&first)?.earliest() < Edtf::new(&last)?.latest();
            in_order.then(|| Edtf::new(&format!("{first}/{last}"))).flatten()
        }
        Found::Expression(text) => Edtf::new(text),
        Found::Undecided => None,
    }
}

fn expression(moment: &Moment, year: Option<&str>) -> Option<String> {
    let mut text = moment.year.as_deref().or(year)?.to_owned();
    for slot in [moment.month, moment.day].into_iter().flatten() {
        match slot {
            Slot::Is(number) => text.push_str(&format!("-{number:02}")),
            Slot::Blank => text.push_str("-XX"),
        }
    }
    Some(text)
}

/// A date in figures, if there is such a month and, in a leap year, such a day.
fn numbered(year: String, month: u32, day: u32) -> Option<Moment> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let in_month = (1..=longest).contains(&day);
    in_month.then_some(Moment { year: Some(year), month: Some(Slot::Is(month)), day: Some(Slot::Is(day)) })
}

fn of_days((first, second): (Slot, Option<u8>), month: u8, year: Option<String>) -> Found {
    let on = |day| Moment { year: year.clone(), month: Some(Slot::Is(month)), day: Some(day) };
    match (first, second) {
        (first, None) => Found::Moment(on(first)),
        (Slot::Is(old), Some(new)) if is_both_styles(old, new, year.as_deref()) => {
            Found::Moment(on(Slot::Is(new)))
        }
        (first, Some(second)) => Found::Interval(on(first), on(Slot::Is(second))),
    }
}

/// `12/25 October 1904`: one day in the Julian and the Gregorian calendar, as was usual until 1918.
fn is_both_styles(old: u8, new: u8, year: Option<&str>) -> bool {
    let year = year.and_then(|year| year.parse::<u32>().ok());
    let apart = new.saturating_sub(old);
    year.is_some_and(|year| {
        let difference = match year {
            1582..1700 => 10,
            1700..1800 => 11,
            1800..1900 => 12,
            1900..1919 => 13,
            _ => 0,
        };
        apart == difference && difference > 0
    })
}

/// Whether two moments can be the ends of an interval: the second is as full as the first and has a year
/// if any has.
fn can_span(first: &Moment, last: &Moment) -> bool {
    let as_full = first.day.is_some() == last.day.is_some() && last.month.is_some();
    as_full && last.day != Some(Slot::Blank) && (last.year.is_some() || first.year.is_none())
}
