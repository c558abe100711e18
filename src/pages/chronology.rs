//! The years of the edition, drawn and counted, and the documents of each, month by month.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::Edition;
use crate::model::index::{Month, When, Year};
use crate::pages::documents::{self, Entry};
use crate::pages::facets::{Linked, count};
use crate::pages::frame::Frame;
use crate::pages::paging::{PageLink, Paged, beside, on_page};
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::raised;
use crate::write::dates::month_name;

pub const KIND: PageKind = PageKind { name: "chronology", template: "chronology.html", list, view };

/// How many documents stand on a page.
const PER_PAGE: usize = 100;

/// How many years are drawn; of more the table alone tells.
const DRAWN: i64 = 200;

#[derive(Serialize)]
struct View {
    page: Frame,
    kicker: Option<Linked>,
    title: String,
    extent: String,
    chart: Option<Chart>,
    /// On the page of all years.
    years: Vec<YearView>,
    /// On the page of a year.
    months: Vec<MonthView>,
    pages: Vec<PageLink>,
    neighbours: Vec<Linked>,
}

/// Bars side by side, in units of the picture.
#[derive(Serialize)]
struct Chart {
    title: String,
    width: usize,
    height: usize,
    base: usize,
    bars: Vec<Bar>,
    labels: Vec<Label>,
}

#[derive(Serialize)]
struct Bar {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

#[derive(Serialize)]
struct Label {
    x: usize,
    anchor: &'static str,
    text: String,
}

#[derive(Serialize)]
struct YearView {
    name: Linked,
    count: usize,
    months: Vec<Linked>,
}

#[derive(Serialize)]
struct MonthView {
    anchor: String,
    label: String,
    count: usize,
    entries: Vec<Entry>,
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    if edition.indexes.years.is_empty() {
        return Vec::new();
    }
    let page = |address: String, subject: Subject| Page { address, kind: KIND.name, subject };
    let years = edition.indexes.years.iter().enumerate().flat_map(|(at, year)| {
        (1..=pages(year))
            .map(move |number| page(address(year.when, number), Subject::Year { year: at, page: number }))
    });
    std::iter::once(page("chronology/index.html".to_owned(), Subject::Chronology)).chain(years).collect()
}

fn pages(year: &Year) -> usize {
    year.documents.div_ceil(PER_PAGE).max(1)
}

fn address(when: When, page: usize) -> String {
    let name = match when {
        When::Year(year) if year > 0 => format!("{year:04}"),
        When::Year(year) => format!("bc-{}", year.saturating_neg().saturating_add(1)),
        When::Wider => "several-years".to_owned(),
        When::Undated => "undated".to_owned(),
    };
    beside(&format!("chronology/{name}"), page)
}

fn label(when: When) -> String {
    match when {
        When::Year(year) if year > 0 => year.to_string(),
        When::Year(year) => format!("{} BC", year.saturating_neg().saturating_add(1)),
        When::Wider => "Of several years".to_owned(),
        When::Undated => "Undated".to_owned(),
    }
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let view = match page.subject {
        Subject::Chronology => Some(of_all(site, page)),
        Subject::Year { year, page: number } => of_year(site, page, year, number),
        _ => None,
    };
    theme.render(KIND.template, &view.ok_or_else(|| missing(page))?)
}

fn of_all(site: &Site, page: &Page) -> View {
    let links = Links::of(site, page);
    let years = &site.edition.indexes.years;
    let row = |(at, year): (usize, &Year)| {
        let href = links.about(site, &Subject::Year { year: at, page: 1 });
        Some(YearView {
            name: Linked { text: label(year.when), href },
            count: year.documents,
            months: month_links(&links, year),
        })
    };
    View {
        page: Frame::new(site, page, Some("Chronology"))
            .described(Some(format!("The documents of {} by years and months", site.config.edition.title))),
        kicker: None,
        title: "Chronology".to_owned(),
        extent: format!("{}, by years and months.", raised(&count(site.edition.proper().len()))),
        chart: chart_of_years(years),
        years: years.iter().enumerate().filter_map(row).collect(),
        months: Vec::new(),
        pages: Vec::new(),
        neighbours: Vec::new(),
    }
}

/// The place of a month on its page; 0 is that of the documents of which no month is known.
fn anchor(month: &Month) -> String {
    format!("m{}", month.number.unwrap_or(0))
}

/// `Oct 12`, with a link to where the month begins.
fn month_links(links: &Links, year: &Year) -> Vec<Linked> {
    if !matches!(year.when, When::Year(_)) {
        return Vec::new();
    }
    let mut before = 0;
    let mut linked = Vec::new();
    for month in &year.months {
        let page = before / PER_PAGE + 1;
        before += month.documents.len();
        let name = month.number.and_then(month_name).and_then(|name| name.get(..3)).unwrap_or("no month");
        linked.push(Linked {
            text: format!("{name} {}", month.documents.len()),
            href: Some(format!("{}#{}", links.to(&address(year.when, page)), anchor(month))),
        });
    }
    linked
}

fn of_year(site: &Site, page: &Page, at: usize, number: usize) -> Option<View> {
    let years = &site.edition.indexes.years;
    let year = years.get(at)?;
    let links = Links::of(site, page);
    let pages = pages(year);
    let title = label(year.when);
    let paged = Paged { site, page, number, pages, subject: |page| Subject::Year { year: at, page } };
    let up = links.about(site, &Subject::Chronology);
    let neighbour = |at: Option<usize>| {
        let at = at?;
        let href = links.about(site, &Subject::Year { year: at, page: 1 });
        Some(Linked { text: label(years.get(at)?.when), href })
    };
    Some(View {
        page: paged
            .frame(&title)
            .described(Some(format!("Documents of {}: {title}", site.config.edition.title)))
            .related("up", up.clone()),
        kicker: Some(Linked { text: "Chronology".to_owned(), href: up }),
        title,
        extent: format!("{}.", raised(&count(year.documents))),
        chart: if number == 1 { chart_of_months(year) } else { None },
        years: Vec::new(),
        months: of_page(site, &links, year, number),
        pages: paged.links(),
        neighbours: [neighbour(at.checked_sub(1)), neighbour(at.checked_add(1))]
            .into_iter()
            .flatten()
            .collect(),
    })
}

fn of_page(site: &Site, links: &Links, year: &Year, number: usize) -> Vec<MonthView> {
    let page = on_page(number, PER_PAGE, year.documents);
    let mut before = 0;
    let view = |month: &Month| {
        let first = page.start.saturating_sub(before);
        let last = page.end.saturating_sub(before).min(month.documents.len());
        before += month.documents.len();
        let shown = month.documents.get(first..last).filter(|shown| !shown.is_empty())?;
        let label = match (year.when, month.number.and_then(month_name)) {
            (When::Year(_), Some(name)) => name.to_owned(),
            (When::Year(_), None) => "Without a month".to_owned(),
            _ => "Documents".to_owned(),
        };
        Some(MonthView {
            anchor: anchor(month),
            label,
            count: month.documents.len(),
            entries: shown.iter().filter_map(|at| documents::entry(site, links, *at)).collect(),
        })
    };
    year.months.iter().filter_map(view).collect()
}

fn chart_of_years(years: &[Year]) -> Option<Chart> {
    let counted: Vec<(i64, usize)> = years
        .iter()
        .filter_map(|year| match year.when {
            When::Year(number) => Some((number, year.documents)),
            _ => None,
        })
        .collect();
    let ((first, _), (last, _)) = (*counted.first()?, *counted.last()?);
    if first == last || last.saturating_sub(first) >= DRAWN {
        return None;
    }
    let columns = (first..=last).map(|year| {
        let count = counted.iter().find(|(known, _)| *known == year).map_or(0, |(_, count)| *count);
        (label(When::Year(year)), count)
    });
    let title = format!(
        "Documents by years, {} to {}; the table says the same in figures",
        label(When::Year(first)),
        label(When::Year(last))
    );
    Some(chart(title, columns.collect()))
}

fn chart_of_months(year: &Year) -> Option<Chart> {
    let When::Year(_) = year.when else { return None };
    if year.months.iter().filter(|month| month.number.is_some()).count() < 2 {
        return None;
    }
    let columns =
        (1_u8..=12).filter_map(|number| Some((month_name(number)?, number))).map(|(name, number)| {
            let month = year.months.iter().find(|month| month.number == Some(number));
            let count = month.map_or(0, |month| month.documents.len());
            (name.get(..3).unwrap_or(name).to_owned(), count)
        });
    let count = |month: &Month| Some(format!("{} {}", month_name(month.number?)?, month.documents.len()));
    let counts: Vec<String> = year.months.iter().filter_map(count).collect();
    Some(chart(format!("Documents by months: {}", counts.join(", ")), columns.collect()))
}

/// Bars as high as they count, the first and the last of them named, and what fits between.
fn chart(title: String, columns: Vec<(String, usize)>) -> Chart {
    const WIDTH: usize = 720;
    const HEIGHT: usize = 160;
    const BASE: usize = 136;
    const NAMES: usize = 12;
    let most = columns.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let total = columns.len().max(1);
    let left = |at: usize| at * WIDTH / total;
    let bars = columns.iter().enumerate().filter(|(_, (_, count))| *count > 0).map(|(at, (_, count))| {
        let height = (count * (BASE - 8) / most).max(2);
        let width = left(at + 1) - left(at);
        Bar { x: left(at), y: BASE - height, width: width.saturating_sub(1 + width / 8).max(1), height }
    });
    let step = total.div_ceil(NAMES).max(1);
    let labels = columns.iter().enumerate().filter(|(at, _)| at % step == 0).map(|(at, (name, _))| Label {
        x: left(at),
        anchor: "start",
        text: name.clone(),
    });
    Chart { bars: bars.collect(), labels: labels.collect(), title, width: WIDTH, height: HEIGHT, base: BASE }
}
