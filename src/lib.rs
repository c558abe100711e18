//! `edition`: transcriptions of archival documents in, a digital documentary edition out.

pub mod cli;
pub mod config;
pub mod diag;
pub mod disk;
pub mod fields;
pub mod model;
pub mod pages;
pub mod press;
pub mod read;
pub mod resolve;
pub mod site;
pub mod source;
pub mod spell;
pub mod theme;
pub mod write;
