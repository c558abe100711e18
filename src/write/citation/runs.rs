//! Words of a citation and the type that they are set in, with the marks between them. It knows no style and no document.

use crate::write::markup::Html;

/// A citation while it is put together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Runs(Vec<Run>);

/// Words that are set in one type.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Run {
    text: String,
    italic: bool,
    /// It has words that are read from right to left, and is kept apart from what stands around it: their order is its own.
    isolated: bool,
}

impl Runs {
    pub fn of(text: &str) -> Runs {
        let mut runs = Runs::default();
        runs.add(text);
        runs
    }

    pub fn add(&mut self, text: &str) {
        self.push(text, false);
    }

    pub fn add_italic(&mut self, text: &str) {
        self.push(text, true);
    }

    /// A part, with a comma before it unless one stands there already.
    pub fn part(&mut self, text: &str) {
        if !text.is_empty() {
            self.between(&[','], ", ");
            self.add(text);
        }
    }

    /// A sentence, with a full stop before it unless a mark that closes one stands there.
    pub fn sentence(&mut self, text: &str) {
        if !text.is_empty() {
            self.full_stop();
            self.add(text);
        }
    }

    pub fn full_stop(&mut self) {
        self.between(&['.', '?', '!'], ". ");
    }

    /// The citation with the full stop that closes it.
    pub fn closed(mut self) -> Runs {
        if !self.ends_in(&['.', '?', '!']) {
            self.add(".");
        }
        self
    }

    pub fn html(&self) -> Html {
        let mut html = Html::default();
        for run in &self.0 {
            if run.italic {
                html.open("i");
            }
            if run.isolated {
                html.open("bdi");
            }
            html.add_text(&run.text);
            if run.isolated {
                html.close("bdi");
            }
            if run.italic {
                html.close("i");
            }
        }
        html
    }

    pub fn text(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    fn between(&mut self, marks: &[char], otherwise: &str) {
        if !self.0.is_empty() {
            self.add(if self.ends_in(marks) { " " } else { otherwise });
        }
    }

    /// A mark that stands inside of quotation marks is one (The Chicago Manual of Style, 6.9).
    fn ends_in(&self, marks: &[char]) -> bool {
        self.0.last().is_some_and(|last| last.text.trim_end_matches(['”', '’']).ends_with(marks))
    }

    /// A citation is one line, and nothing in it moves the cursor of a terminal.
    fn push(&mut self, text: &str, italic: bool) {
        let seen = text.chars().filter(|c| !c.is_control() || c.is_whitespace());
        let text: String = seen.map(|c| if c.is_control() { ' ' } else { c }).collect();
        let isolated = text.chars().any(is_right_to_left);
        match self.0.last_mut() {
            Some(last) if last.italic == italic && !last.isolated && !isolated => last.text.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.0.push(Run { text, italic, isolated }),
        }
    }
}

/// Whether a letter is of a script that is written from right to left: Hebrew, Arabic, Syriac and their presentation forms.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

#[cfg(test)]
mod tests {
    use super::Runs;

    #[test]
    fn what_is_read_from_right_to_left_is_isolated_part_by_part() {
        let mut runs = Runs::of("محمد");
        runs.part("“رسالة,”");
        runs.part("October 12, 1948");
        assert_eq!(runs.html().as_str(), "<bdi>محمد</bdi>, <bdi>“رسالة,”</bdi> October 12, 1948");
        assert_eq!(runs.text(), "محمد, “رسالة,” October 12, 1948");
    }

    #[test]
    fn a_citation_is_one_line_of_what_can_be_seen() {
        assert_eq!(Runs::of("A\u{1b}[31m Letter\nof\u{7} May").text(), "A[31m Letter of May");
    }
}
