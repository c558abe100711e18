//! The conventions of an edition: which signs it uses, how they are typed, and what stands where no words say it.

use std::sync::Arc;

use crate::model::apparatus::{SIGNS, Sign, SignRef, built_in};

/// The signs, phrases and rules that hold for one edition, or for one document of it.
///
/// The default is that of the rows of [`SIGNS`]: square brackets, and nothing guessed from form alone.
///
/// ```
/// use edition::model::conventions::Conventions;
/// let conventions = Conventions::default();
/// assert_eq!(conventions.bare.name, "editorial");
/// assert_eq!(conventions.sign("addition").unwrap().name, "addition");
/// assert_eq!(conventions.signs().last().unwrap().name, "editorial");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conventions {
    /// The edition's own signs, in the order in which they were declared. None has the name of a built-in one.
    pub own: Vec<SignRef>,
    /// Further forms in which a sign is typed, beside those of its row. Of two that match equally well, the
    /// last one counts.
    pub forms: Vec<(SignRef, String)>,
    /// The forms of the tradition that is named; what the edition itself adds goes before them.
    pub tradition: Vec<(SignRef, String)>,
    /// What a bracket is that no phrase and no place explains: `editorial` in an edition that says nothing. Where it is
    /// neither that nor `supplied`, a bracket inside a word or a date is the same as any other.
    pub bare: SignRef,
    /// What `[?]` is where it touches no word: a doubt about the word before it (`unclear`), or a word that could
    /// not be read (`illegible`).
    pub doubt: SignRef,
    /// Whether labels open and close stretches of text: `[[underlined]] X [[/underlined]]`.
    pub tags: bool,
    /// Whether points stand for letters, as papyrologists type them: a point below a letter (U+0323) says that its
    /// reading is doubtful, points in brackets stand for letters that are lost, points outside for illegible ones.
    pub dots: bool,
    /// Characters that stand for what is not there, a run of them for as many characters: `□` for what is lost.
    pub runs: Vec<(char, SignRef)>,
    /// Words of the original that stand in brackets behind their translation, beside those of archives.
    pub glosses: Vec<String>,
    /// Names of languages beside the English ones, with their BCP 47 tags.
    pub languages: Vec<(String, String)>,
    /// Words for what is counted beside the English ones, each with the English one in the singular.
    pub units: Vec<(String, String)>,
}

impl Default for Conventions {
    fn default() -> Conventions {
        Conventions {
            own: Vec::new(),
            forms: Vec::new(),
            tradition: Vec::new(),
            bare: built_in("editorial"),
            doubt: built_in("unclear"),
            tags: false,
            dots: false,
            runs: Vec::new(),
            glosses: Vec::new(),
            languages: Vec::new(),
            units: Vec::new(),
        }
    }
}

impl Conventions {
    /// All signs, in the order of the legend: the built-in ones, and before the last of them, which is for
    /// everything else, the edition's own.
    pub fn signs(&self) -> Vec<SignRef> {
        let mut signs: Vec<SignRef> = SIGNS.iter().map(SignRef::BuiltIn).collect();
        let last = signs.len().saturating_sub(1);
        signs.splice(last..last, self.own.iter().cloned());
        signs
    }

    /// The sign of that name, built in or the edition's own.
    pub fn sign(&self, name: &str) -> Option<SignRef> {
        self.own
            .iter()
            .find(|sign| sign.name == name)
            .cloned()
            .or_else(|| crate::model::apparatus::sign(name))
    }

    /// Declares a sign of the edition's own.
    pub fn declare(&mut self, sign: Sign) -> SignRef {
        let sign = SignRef::Own(Arc::new(sign));
        self.own.push(sign.clone());
        sign
    }
}
