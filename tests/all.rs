//! Tests over the whole way: on corpus/, on the laws that always hold, on the house itself.

#![allow(clippy::unwrap_used, reason = "in tests a failed unwrap is the report")]

mod cases;
mod formats;
mod house;
mod laws;
mod scores;
mod snapshots;
mod support;
mod voices;
