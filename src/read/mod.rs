//! From a source to documents.

pub mod languages;
