//! How the documents travelled: when each was written, sent and received, by which clerks, and how long it took.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::date::{Date, DateKind, DatedEvent, Edtf};
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::index::{Realm, Written};
use crate::model::transmission::Action;
use crate::pages::dates::as_written;
use crate::pages::facets::{Linked, name_link};
use crate::pages::frame::Frame;
use crate::pages::paging::{PageLink, Paged, in_folder, on_page};
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::listed;

pub const KIND: PageKind = PageKind { name: "transmission", template: "transmission.html", list, view };

/// How many documents stand on a page.
const PER_PAGE: usize = 100;

/// How many clerks are listed, those first who had most to do; all of them are in the index of people.
const CLERKS: usize = 100;

#[derive(Serialize)]
struct View {
    page: Frame,
    extent: String,
    journeys: Vec<Journey>,
    /// On the first page.
    clerks: Vec<Clerk>,
    /// What is said of the clerks that are not listed.
    others: Option<String>,
    pages: Vec<PageLink>,
}

/// What is known of how a document travelled. Dates are as in the document.
#[derive(Serialize)]
struct Journey {
    document: Linked,
    written: Option<Told>,
    sent: Option<Told>,
    received: Option<Told>,
    /// Whole days from the first of these to the last.
    days: Option<Told>,
    clerks: Vec<Linked>,
}

/// Words, and by what rows are put in order: for a date as the document has it the first day that it can mean, `1948-10-12`.
#[derive(Serialize)]
struct Told {
    words: String,
    order: Option<String>,
}

impl Told {
    fn of(event: &DatedEvent) -> Told {
        let order = event.date.edtf.as_ref().map(|date| date.earliest().to_string());
        Told { words: as_written(event), order }
    }

    fn days(days: i64) -> Told {
        let words = match days {
            0 => "same day".to_owned(),
            1 => "1 day".to_owned(),
            days => format!("{days} days"),
        };
        Told { words, order: Some(days.to_string()) }
    }
}

#[derive(Serialize)]
struct Clerk {
    name: Linked,
    count: usize,
    /// `sent 3, received 1`
    tasks: String,
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    let pages = 1..=pages(edition);
    pages
        .map(|page| Page { address: address(page), kind: KIND.name, subject: Subject::Transmission { page } })
        .collect()
}

fn pages(edition: &Edition) -> usize {
    edition.indexes.transmitted.len().div_ceil(PER_PAGE)
}

fn address(page: usize) -> String {
    in_folder("transmission", page)
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let Subject::Transmission { page: number } = page.subject else { return Err(missing(page)) };
    let links = Links::of(site, page);
    let transmitted = &site.edition.indexes.transmitted;
    let pages = pages(&site.edition);
    let paged = Paged { site, page, number, pages, subject: |page| Subject::Transmission { page } };
    let shown = transmitted.get(on_page(number, PER_PAGE, transmitted.len())).unwrap_or_default().iter();
    let mut clerks = if number == 1 { clerks(site, &links) } else { Vec::new() };
    let more = clerks.len().saturating_sub(CLERKS);
    clerks.truncate(CLERKS);
    let view = View {
        page: paged
            .frame("Transmission")
            .described(Some(format!(
                "How the documents of {} were sent and received",
                site.config.edition.title
            )))
            .with_script(links.to("assets/js/sort.js")),
        extent: extent(transmitted.len()),
        journeys: shown.filter_map(|at| journey(site, &links, *at)).collect(),
        clerks,
        others: (more > 0).then(|| format!("{more} more are in the index of people.")),
        pages: paged.links(),
    };
    theme.render(KIND.template, &view)
}

fn extent(documents: usize) -> String {
    match documents {
        1 => "Of one document it is known who sent or received it, or when.".to_owned(),
        count => format!("Of {count} documents it is known who sent or received them, or when."),
    }
}

fn journey(site: &Site, links: &Links, at: usize) -> Option<Journey> {
    let document: &Document = site.edition.documents.get(at)?.as_ref();
    let event = |kind: DateKind| document.dates.iter().find(|event| event.kind == kind);
    let written = event(DateKind::Written).or_else(|| event(DateKind::Draft));
    let (sent, received) = (event(DateKind::Sent), event(DateKind::Received));
    let dates = [written, sent, received].into_iter().flatten().map(|event| &event.date);
    Some(Journey {
        document: Linked {
            text: document.title.text.clone(),
            href: links.about(site, &Subject::Document(at)),
        },
        written: written.map(Told::of),
        sent: sent.map(Told::of),
        received: received.map(Told::of),
        days: days(dates).map(Told::days),
        clerks: document.clerks().into_iter().map(|(_, name)| clerk(site, links, name)).collect(),
    })
}

/// How many days lie between the first and the last of dates that are full days. Nothing where they are fewer than two, and
/// where the last is before the first, which `check` reports.
fn days<'a>(dates: impl Iterator<Item = &'a Date>) -> Option<i64> {
    let day = |date: &Edtf| (date.earliest() == date.latest()).then(|| date.earliest().number());
    let days: Vec<i64> = dates.filter_map(|date| day(date.edtf.as_ref()?)).collect();
    let (first, rest) = days.split_first()?;
    let taken = rest.last()?.checked_sub(*first)?;
    (taken >= 0).then_some(taken)
}

fn clerk(site: &Site, links: &Links, name: &str) -> Linked {
    name_link(site, links, Realm::Parties, name)
}

/// Who handled how many documents, and how.
fn clerks(site: &Site, links: &Links) -> Vec<Clerk> {
    let indexes = &site.edition.indexes;
    // Spellings of one name are one clerk.
    let mut tasks: BTreeMap<&str, BTreeMap<Action, usize>> = BTreeMap::new();
    let documents = indexes.transmitted.iter().filter_map(|at| site.edition.documents.get(*at));
    for (action, name) in documents.flat_map(|document| document.clerks()) {
        let entity =
            indexes.named(&Written::name(Realm::Parties, name)).and_then(|at| indexes.entities.get(at));
        let name = entity.and_then(|entity| entity.written.first()).map_or(name, String::as_str);
        *tasks.entry(name).or_default().entry(action).or_default() += 1;
    }
    let clerk = |(name, tasks): (&str, BTreeMap<Action, usize>)| Clerk {
        name: clerk(site, links, name),
        count: tasks.values().sum(),
        tasks: listed(
            &tasks.iter().map(|(action, count)| format!("{} {count}", action.name())).collect::<Vec<_>>(),
        ),
    };
    let mut clerks: Vec<Clerk> = tasks.into_iter().map(clerk).collect();
    clerks.sort_by_key(|clerk| std::cmp::Reverse(clerk.count));
    clerks
}

#[cfg(test)]
mod tests {
    use super::days;
    use crate::model::date::{Date, Edtf};

    #[test]
    fn days_are_counted_between_days() {
        let check = |dates: &[&str], expected: Option<i64>| {
            let dates: Vec<Date> = dates
                .iter()
                .map(|text| Date { written: (*text).to_owned(), edtf: Edtf::new(text) })
                .collect();
            assert_eq!(days(dates.iter()), expected, "{dates:?}");
        };
        check(&["1948-10-12", "1948-10-12"], Some(0));
        check(&["1948-10-XX", "1948-10-12", "1948-10-13"], Some(1));
        check(&["1948-02-28", "1948-10-12?", "1948-03-01"], Some(2));
        check(&["1948-10-12", "1948-10-11"], None);
        check(&["1948-10-12", "1948-10-XX"], None);
        check(&["1948-10-12", "in the evening"], None);
        check(&[], None);
    }
}
