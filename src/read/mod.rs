//! The sources become documents.

pub mod brackets;
pub mod clocks;
pub mod dates;
pub mod decide;
pub mod forms;
pub mod inline;
pub mod languages;
pub mod lines;
pub mod months;
pub mod phrases;
pub mod signs;
pub mod title;
pub mod tokens;
