//! The forms in which days, months and years are written. It knows the parts of dates, no texts.

use crate::model::date::Edtf;
use crate::read::calendar::{Found, Moment, Slot, can_span, expression, numbered, of_days};
use crate::read::months::by_roman_number;
use crate::read::parts::{DASHES, Read, Reader};

impl<'a> Reader<'a> {
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
        let all_of_it = self.whole && reader.peek(0).is_none();
        if !before_time && !all_of_it {
            return None;
        }
        let moment = numbered(String::from("2000"), month, day)?;
        Some((reader, Found::Moment(Moment { year: None, ..moment })))
    }

    /// `12 October 1948`, `12th of October`, `11/12 September 1957`, `1 through 15 March 1957`
    fn day_first(self) -> Read<'a, Found> {
        let (reader, days) = self.days()?;
        let (reader, days) = reader.corrected_day().unwrap_or((reader, days));
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
        let corrected = reader.corrected_day().map(|(reader, days)| (reader.year_of_month(), days));
        let ((reader, year), days) = match corrected {
            // Without a year, the figure in brackets may be that of a note.
            Some(((reader, Some(year)), days)) => ((reader, Some(year)), days),
            _ => (reader.year_of_month(), days),
        };
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
