//! Tests over the whole way: on corpus/, on the laws that always hold, on the house itself.

mod cases;
mod house;
mod laws;
mod scores;
mod support;
