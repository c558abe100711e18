//! Addresses that stay: what was published is found again in the texts as they are now. Where nothing has been published,
//! [`numbers`](crate::resolve::numbers) counts.

mod record;
mod texts;

pub use record::record;
