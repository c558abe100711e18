//! What was typed around a mark, kept in `@n` so that it can be typed again.
//!
//! `[inserted by hand: X]`: brackets and labels as they stand in the source; `X` is for what the mark is about, `Y` for
//! what came in its place, `Z` for a label that is more than characters and stands in a `<note type="label">`.
//! Where a label has one of these letters or a backslash itself, a backslash goes before it. A line that ends in a label
//! is a line feed here, with two spaces before it where it was ended by them.

use crate::model::text::{Break, Inline, Marked, Part, Piece};

/// The form of a mark. Signs without brackets have their own characters: `~~X~~`, and for an indentation what was typed.
pub fn form(marked: &Marked) -> String {
    if marked.mark.sign.name == "space" {
        return escaped(&marked.mark.as_written);
    }
    let form: String = marked.pieces.iter().map(piece).collect();
    let is_bare = !marked.pieces.iter().any(|piece| piece.part == Part::Sign);
    if is_bare && marked.mark.sign.name == "deletion" { format!("~~{form}~~") } else { form }
}

/// Whether the label is nothing but characters, so that `@n` can hold it.
pub fn is_plain(piece: &Piece) -> bool {
    piece.content.iter().all(|inline| matches!(inline, Inline::Text { .. } | Inline::Break(_)))
}

fn piece(piece: &Piece) -> String {
    match piece.part {
        Part::Content => "X".to_owned(),
        Part::Edited => "Y".to_owned(),
        Part::Sign | Part::Label if is_plain(piece) => piece.content.iter().map(character).collect(),
        Part::Sign | Part::Label => "Z".to_owned(),
    }
}

fn character(inline: &Inline) -> String {
    match inline {
        Inline::Text { text, .. } => escaped(text),
        Inline::Break(Break::Hard) => "  \n".to_owned(),
        _ => "\n".to_owned(),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, 'X' | 'Y' | 'Z' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::model::text::{Break, Inline, Part, Style};
    use crate::write::samples::{mark, text};
    use crate::write::tei::typed::form;

    fn check(name: &str, pieces: &[(Part, &str)], expected: &str) {
        assert_eq!(form(&mark(name, 0, pieces)), expected);
    }

    #[test]
    fn content_is_a_letter_and_a_label_itself() {
        let sign = |typed| (Part::Sign, typed);
        check(
            "addition",
            &[sign("[["), (Part::Label, "in Xian: "), (Part::Content, "a"), sign("]]")],
            "[[in \\Xian: X]]",
        );
        check("deletion", &[(Part::Content, "a")], "~~X~~");
        check("addition", &[sign("↑"), (Part::Content, "a"), sign("↓")], "↑X↓");
        check(
            "substitution",
            &[
                sign("["),
                (Part::Content, "a"),
                (Part::Label, " crossed out, "),
                (Part::Edited, "b"),
                sign("]"),
            ],
            "[X crossed out, Y]",
        );
    }

    #[test]
    fn a_label_with_emphasis_stands_elsewhere() {
        let mut blank = mark("blank", 0, &[(Part::Sign, "["), (Part::Label, "date"), (Part::Sign, "]")]);
        blank.pieces[1].content.push(Inline::Break(Break::Hard));
        assert_eq!(form(&blank), "[date  \n]");
        blank.pieces[1].content =
            vec![Inline::Styled { style: Style::Emphasis, content: vec![text("date")] }];
        assert_eq!(form(&blank), "[Z]");
    }

    #[test]
    fn an_indentation_is_what_was_typed() {
        let mut space = mark("space", 0, &[]);
        space.mark.as_written = "\t\t".to_owned();
        assert_eq!(form(&space), "\t\t");
    }
}
