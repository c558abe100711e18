//! `edition`: transcriptions of archival documents in, a digital documentary edition out.

pub mod config;
pub mod diag;
pub mod fields;
pub mod model;
pub mod read;
pub mod resolve;
pub mod site;
pub mod source;
pub mod spell;
pub mod write;
