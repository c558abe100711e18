//! What stands in the place of the processor where it is not compiled in: a value of which there is none.

use std::convert::Infallible;

use crate::styles::Words;

/// There is none.
#[derive(Debug)]
pub struct Compositor(Infallible);

/// What is wrong with a style, and where.
#[derive(Debug)]
pub struct Fault {
    pub message: String,
    pub at: Option<usize>,
}

impl Compositor {
    pub fn of(_: &str) -> Result<(String, Compositor), Fault> {
        Err(Fault { message: "this `edition` was installed without further styles".to_owned(), at: None })
    }

    pub fn cite(&self, _: &str) -> Option<Vec<Words>> {
        match self.0 {}
    }
}
