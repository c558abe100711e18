//! Signs that an edition declares, and the forms in which signs are typed.

use std::borrow::Cow;

use crate::fields::{self, Field, Value};
use crate::model::apparatus::{SIGNS, Sign, Voice};
use crate::model::id::{Id, IdError};
use crate::notation::{Reader, SETTING, Scope};
use crate::source::Spanned;

/// What may be said of a sign.
const KEYS: [&str; 5] = ["caption", "meaning", "voice", "tei", "phrases"];

/// The slots of a phrase; see [`Phrase`](crate::model::apparatus::Phrase).
const SLOTS: [&str; 9] =
    ["{n}", "{unit}", "{hand}", "{language}", "{place}", "{what}", "{rest}", "{leaf}", "{number}"];

impl Reader<'_> {
    pub(super) fn signs(&mut self, field: &Field) {
        if self.scope == Scope::Document {
            let hint = "declare the sign below `[apparatus.signs]` in `site.toml`".to_owned();
            let message = "a document cannot have signs of its own".to_owned();
            return self.error("signs-of-document", message, field.key.span, hint);
        }
        let Some(signs) = self.checked(fields::table("signs", &field.value, &["…"])) else { return };
        for Field { key, value } in signs {
            self.sign(key, value);
        }
    }

    fn sign(&mut self, name: &Spanned<String>, value: &Spanned<Value>) {
        if let Some((message, hint)) = fault_of_name(&name.value) {
            return self.error("bad-sign", message, name.span, hint);
        }
        if self.conventions.own.iter().any(|sign| sign.name == name.value) {
            let hint = "give it another name; a sign of the tradition is typed in other ways by `[apparatus.phrases]`";
            return self.error(
                "bad-sign",
                format!("the name `{}` is taken", name.value),
                name.span,
                hint.to_owned(),
            );
        }
        let Some(fields) = self.checked(fields::table(&name.value, value, &KEYS)) else { return };
        let (mut caption, mut meaning, mut tei, mut voice) = (None, None, None, Voice::Document);
        let mut phrases = None;
        for Field { key, value } in fields {
            match key.value.as_str() {
                "caption" => caption = self.text("caption", value),
                "meaning" => meaning = self.text("meaning", value),
                "tei" => tei = self.element(value),
                "voice" => voice = self.voice(value).unwrap_or(voice),
                "phrases" => phrases = Some(value),
                _ => self.unknown(key, SETTING, &KEYS),
            }
        }
        let caption = caption.unwrap_or_else(|| name.value.replace('-', " "));
        let sign = self.conventions.declare(Sign {
            name: Cow::Owned(name.value.clone()),
            meaning: Cow::Owned(meaning.unwrap_or_else(|| caption.clone())),
            caption: Cow::Owned(caption),
            voice,
            html: "span",
            tei: Cow::Owned(tei.unwrap_or_else(|| {
                let element = if voice == Voice::Editor { "note" } else { "seg" };
                format!("{element} type=\"{}\"", name.value)
            })),
            phrases: &[],
        });
        if let Some(value) = phrases {
            self.forms(&sign, "phrases", value);
        }
    }

    fn voice(&mut self, value: &Spanned<Value>) -> Option<Voice> {
        let name = self.text("voice", value)?;
        match name.as_str() {
            "document" => Some(Voice::Document),
            "editor" => Some(Voice::Editor),
            _ => {
                let hint = "write `document` where words of the document stand in the sign, `editor` where they are yours";
                self.error("bad-voice", format!("`voice` is `{name}`"), value.span, hint.to_owned());
                None
            }
        }
    }

    /// An element of TEI with its attributes, as it stands between `<` and `>`: `del type="erasure"`.
    fn element(&mut self, value: &Spanned<Value>) -> Option<String> {
        let text = self.text("tei", value)?;
        let (name, attributes) = text.split_once(' ').unwrap_or((&text, ""));
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        };
        let attribute = |one: &str| {
            one.split_once("=\"")
                .is_some_and(|(name, value)| is_name(name) && !value.contains(['<', '&', '"']))
        };
        // Between the quotes that close one attribute and the name of the next there is white space alone.
        let mut parts: Vec<&str> = attributes.trim().split("\" ").map(str::trim).collect();
        let closed = attributes.trim().is_empty() || attributes.trim().ends_with('"');
        if let Some(last) = parts.last_mut() {
            *last = last.strip_suffix('"').unwrap_or(last);
        }
        if is_name(name) && closed && parts.iter().all(|one| one.is_empty() || attribute(one)) {
            return Some(text);
        }
        let hint = "write the name and its attributes without `<` and `>`: `del type=\"erasure\"`";
        self.error("bad-element", format!("`{text}` is no element of TEI"), value.span, hint.to_owned());
        None
    }
}

/// What is wrong with the name of a sign, and what to do about it.
fn fault_of_name(name: &str) -> Option<(String, String)> {
    let right = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && name.len() <= 40;
    if !right {
        let hint = "write small letters, digits and `-`, a letter first: `erased`";
        return Some((format!("`{name}` cannot be the name of a sign"), hint.to_owned()));
    }
    // The name is that of a file too.
    let reserved = name == "index" || Id::<Sign>::new(name) == Err(IdError::Reserved);
    let taken = reserved || SIGNS.iter().any(|sign| sign.name == name);
    let hint = "give it another name; to type a built-in sign in another way, add phrases below `[apparatus.phrases]`";
    taken.then(|| (format!("the name `{name}` is taken"), hint.to_owned()))
}

/// What is wrong with a form in which a sign is typed, and what to do about it.
pub(super) fn fault_of_form(form: &str) -> Option<(String, String)> {
    let slots = form.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    for name in slots {
        let slot = format!("{{{name}}}");
        if !SLOTS.contains(&slot.as_str()) && slot != "{X}" {
            let hint = match crate::spell::nearest(&slot, SLOTS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the slots are: {}", SLOTS.join(", ")),
            };
            return Some((format!("there is no slot `{slot}`"), hint));
        }
    }
    let own = form.chars().next().is_some_and(|c| !c.is_alphanumeric() && !form.starts_with('{'))
        || form.starts_with("{X}");
    let own = own && (!form.starts_with('[') || form.starts_with("[["));
    let letters = |letter: char| form.chars().filter(|c| *c == letter).count();
    let words = |letter: &str| {
        let alone = |word: &&str| word.trim_matches([',', ';', ':', '.']) == letter;
        form.split(|c: char| c.is_whitespace() || matches!(c, '—' | '–')).filter(alone).count()
    };
    if !form.chars().any(|c| !c.is_whitespace() && c != 'X') || form.trim() == "[X]" {
        let hint = "say which words stand beside `X`: `inserted by hand: X`; what a bare bracket means is set by `bare`";
        return Some((format!("`{form}` says nothing but the text itself"), hint.to_owned()));
    }
    if own && form.contains('X') {
        let whole = form.trim();
        let around = letters('X') == 1 && !whole.starts_with('X') && !whole.ends_with('X');
        let plain = around && !form.replace("{X}", "").contains('{') && letters('Y') == 0;
        let hint = "write what opens it, `X`, and what closes it: `⟦X⟧`; slots and `Y` stand in square brackets alone";
        return (!plain).then(|| (format!("`{form}` is not `X` between two signs"), hint.to_owned()));
    }
    if own && form.contains('{') && !form.trim_end().ends_with('}') {
        let hint = "slots stand in square brackets alone: take the sign before the first word out".to_owned();
        return Some((format!("`{form}` has a slot and no square brackets"), hint));
    }
    if let Some(letter) = ["X", "Y"].into_iter().find(|letter| words(letter) > 1) {
        let hint = "`X` is the text that the sign goes around, `Y` what came in its place".to_owned();
        return Some((format!("`{form}` has `{letter}` twice"), hint));
    }
    if form.contains(['→', '|', '/']) && form.contains('X') && words("X") == 0 {
        let hint = "put a space on either side of `X`: `X replaced by Y`".to_owned();
        return Some((format!("`X` is no word by itself in `{form}`"), hint));
    }
    None
}
