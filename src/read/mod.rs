//! The sources become documents.

pub mod brackets;
pub mod header;
pub mod inline;
pub mod languages;
pub mod lines;
pub mod phrases;
