//! Reads what Danish public administrations answer: repair, claims, flags.

mod reply;

pub use gensvar_claims as claims;
pub use gensvar_repair as repair;
pub use gensvar_requirements as requirements;
pub use gensvar_text as text;
pub use reply::Reply;
