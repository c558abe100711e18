//! The sources become documents.

pub mod brackets;
pub mod decide;
pub mod inline;
pub mod languages;
pub mod lines;
pub mod months;
pub mod phrases;
pub mod signs;
