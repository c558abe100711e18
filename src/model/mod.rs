//! The document as a scholar sees it: plain values, without paths, HTML or file formats.

pub mod address;
pub mod apparatus;
pub mod archive;
pub mod authority;
pub mod conventions;
pub mod date;
pub mod document;
pub mod edition;
pub mod entity;
pub mod errata;
pub mod folding;
pub mod id;
pub mod index;
pub mod kept;
pub mod language;
pub mod matter;
pub mod naming;
pub mod published;
pub mod shelving;
pub mod text;
pub mod told;
pub mod transmission;
