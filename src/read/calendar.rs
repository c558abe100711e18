//! What a date that was found means in the calendar. It knows numbers, no words.

use crate::model::date::Edtf;

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

pub fn expression(moment: &Moment, year: Option<&str>) -> Option<String> {
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
pub fn numbered(year: String, month: u32, day: u32) -> Option<Moment> {
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

pub fn of_days((first, second): (Slot, Option<u8>), month: u8, year: Option<String>) -> Found {
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
pub fn can_span(first: &Moment, last: &Moment) -> bool {
    let as_full = first.day.is_some() == last.day.is_some() && last.month.is_some();
    as_full && last.day != Some(Slot::Blank) && (last.year.is_some() || first.year.is_none())
}
