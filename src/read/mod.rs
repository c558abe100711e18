//! The sources become documents.

pub mod inline;
pub mod lines;
