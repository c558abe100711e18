//! Where a reader reports an error: a mail or an issue in which edition, version and address stand already. It knows no page.

use crate::site::{Site, Subject, url};

/// The link for the reports on one document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// It ends in the address of the document, so that what is reported can be said behind it.
    link: String,
    line: &'static str,
}

impl Report {
    /// For the document at this place in the edition, where the edition says where it wants reports.
    pub fn of(site: &Site, at: usize) -> Option<Report> {
        let to = site.config.edition.report.as_deref()?;
        let document = site.edition.documents.get(at)?;
        let address = site.address_of(&Subject::Document(at))?;
        let edition = &site.config.edition;
        let version = edition.version_name();
        let version = match &edition.date {
            Some(date) => format!("{version}, {date}"),
            None => version.to_owned(),
        };
        let lines = [
            "What is wrong, and what should stand there?".to_owned(),
            String::new(),
            String::new(),
            format!("Edition: {}", edition.title),
            format!("Version: {version}"),
            format!("Document: {}", document.title.text),
            format!("Address: {}", site.permanent(address).unwrap_or_else(|| address.to_owned())),
        ];
        let mail = to.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
        // A line of a mail ends in CR and LF (RFC 6068, section 5).
        let line = if mail { "\r\n" } else { "\n" };
        let (subject, body) = fields(to, mail);
        let between = if to.contains('?') { '&' } else { '?' };
        let heading = url::encoded(&format!("Error in {}", document.title.text));
        let text = url::encoded(&lines.join(line));
        Some(Report { link: format!("{to}{between}{subject}={heading}&{body}={text}"), line })
    }

    pub fn link(&self) -> &str {
        &self.link
    }

    /// For a place in the document: `p12`, and the words that stand there.
    pub fn of_place(&self, anchor: &str, words: &str) -> String {
        let place = format!("#{anchor}{}Quotation: “{words}”", self.line);
        format!("{}{}", self.link, url::encoded(&place))
    }
}

/// What a mail, GitLab, and GitHub and its relatives call the heading and the text of what is sent to them.
fn fields(to: &str, mail: bool) -> (&'static str, &'static str) {
    let page = to.split('?').next().unwrap_or_default();
    match mail {
        true => ("subject", "body"),
        false if page.ends_with("/-/issues/new") => ("issue%5Btitle%5D", "issue%5Bdescription%5D"),
        false => ("title", "body"),
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::write::report::Report;
    use crate::write::samples;

    fn report(to: &str) -> Report {
        let mut document = samples::document(Vec::new());
        document.title.text = "R & D".to_owned();
        let mut config = Config::default();
        config.edition.title = "Letters".to_owned();
        config.edition.base_url = Some("https://example.org/".to_owned());
        config.edition.version = Some("1.0".to_owned());
        config.edition.date = Some("2026-11-23".to_owned());
        config.edition.report = Some(to.to_owned());
        Report::of(&samples::site(document, config), 0).unwrap()
    }

    #[test]
    fn a_mail_has_all_that_is_known() {
        let report = report("mailto:a@example.org");
        let expected = "mailto:a@example.org?subject=Error%20in%20R%20%26%20D&body=What%20is%20wrong%2C%20and%20what%20should%20stand%20there%3F\
            %0D%0A%0D%0A%0D%0AEdition%3A%20Letters%0D%0AVersion%3A%201.0%2C%202026-11-23%0D%0ADocument%3A%20R%20%26%20D%0D%0A\
            Address%3A%20https%3A%2F%2Fexample.org%2Fdocuments%2Fletter.html";
        assert_eq!(report.link(), expected);
        let place = format!("{expected}%23p2%0D%0AQuotation%3A%20%E2%80%9Ca%20%22b%22%E2%80%9D");
        assert_eq!(report.of_place("p2", "a \"b\""), place);
    }

    #[test]
    fn trackers_have_their_own_names() {
        let start = |to: &str| report(to).link().split("=Error").next().unwrap().to_owned();
        let check = |to: &str, end: &str| assert_eq!(start(to), format!("{to}{end}"));
        check("https://github.com/x/y/issues/new", "?title");
        check("https://github.com/x/y/issues/new?labels=error", "&title");
        check("https://gitlab.com/x/y/-/issues/new", "?issue%5Btitle%5D");
    }

    #[test]
    fn who_wants_no_reports_gets_none() {
        let site = samples::site(samples::document(Vec::new()), Config::default());
        assert_eq!(Report::of(&site, 0), None);
    }
}
