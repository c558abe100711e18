//! The forms that a document is written in: one row of [`EXPORTS`] each. A writer knows the site, never a page's frame.

pub mod html;
pub mod markup;
pub mod plain;
pub mod walk;
