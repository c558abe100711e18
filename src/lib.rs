//! `edition` makes a website of a folder of transcribed archival documents: browsable, citable, lasting.
//!
//! Five verbs on one model, each in a room of its own:
//!
//! 1. [`disk`] loads a folder into [`source::Sources`], texts in memory with their places.
//! 2. [`read`] makes each of them a [`model::document::Document`]. It never fails: what it does not understand stays
//!    text and is reported in [`diag`].
//! 3. [`resolve`] puts all documents in order, as one [`model::edition::Edition`].
//! 4. [`pages`] plans the [`site::Site`]: which pages there are, each at its address.
//! 5. [`press`] renders any one of them, by the writers of [`mod@write`] and the templates of [`theme`].
//!
//! [`cli`] is the door: the commands, the preview server, and how findings look.
//!
//! ```
//! use edition::read::{self, phrases::Vocabulary};
//! use edition::source::Sources;
//!
//! let mut sources = Sources::default();
//! let text = "We hope for close [inserted by hand: appropriate] relations.";
//! let id = sources.add("letter.md", text.into());
//! let documents = read::documents(sources.get(id), &Vocabulary::default());
//! let block = &documents[0].versions[0].blocks[0];
//!
//! // The words are all there, and the bracket is a mark with its own words and the document's.
//! use edition::model::text::{Block, Inline, plain};
//! let Block::Paragraph(paragraph) = block else { panic!() };
//! assert_eq!(plain(&paragraph.content), text);
//! let Inline::Marked(marked) = &paragraph.content[1] else { panic!() };
//! assert_eq!(marked.mark.sign.name, "addition");
//! assert_eq!(marked.mark.text.as_deref(), Some("appropriate"));
//! ```

pub mod cli;
pub mod config;
pub mod diag;
pub mod disk;
pub mod endings;
pub mod fields;
pub mod ledger;
pub mod model;
pub mod notation;
pub mod pages;
pub mod press;
pub mod read;
pub mod releases;
pub mod resolve;
pub mod site;
pub mod source;
pub mod spell;
pub mod styles;
pub mod theme;
pub mod words;
pub mod write;
