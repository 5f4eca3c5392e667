//! Reads what Danish public administrations answer when an ombudsman or a council asks.
//!
//! A reply goes through three steps: the text that OCR damaged is repaired; who answers and what
//! they claim about teaching, target groups, duties and e-learning is found; and for a set of
//! requirements it is shown which of them each agency addresses, with the words that say so. Every
//! finding leads back to the characters of the source.
//!
//! ```
//! use gensvar::Gensvar;
//! use gensvar::requirements::{RequirementSet, Stance};
//!
//! let gensvar = Gensvar::danish()?;
//! // As an OCR engine without Danish letters read it.
//! let reply = gensvar.read(
//!     "Socialforvaltningen\n\n\
//!      Kurset er obligatorisk for alle nye sagsbehandlere og holdes pa rådhuset.\n",
//! );
//! assert_eq!(reply.responses()[0].agency.code, "SOF");
//!
//! let claim = &reply.claims()[0];
//! assert_eq!(reply.source().line_of(claim.target.start), 3);
//!
//! let set = RequirementSet::built_in("br-2012").expect("it is built in");
//! let assessment = gensvar.check(&reply, set);
//! let mandatory = &assessment.agencies[0].flags[2];
//! assert_eq!(mandatory.requirement, "obligatorisk");
//! assert_eq!(mandatory.stance, Stance::Fulfilled);
//! let words = reply.source().slice(mandatory.evidence[0].span);
//! assert!(words.starts_with("Kurset er obligatorisk"));
//! # Ok::<(), gensvar::claims::DataError>(())
//! ```
//!
//! Nothing here reads files, looks at the clock or at the network, and no text is an error: what
//! cannot be made out stays as it came. The same text gives the same result, on one thread or many.
//!
//! The steps can be used alone: [`repair::Repairer`], [`claims::Extractor`],
//! [`requirements::assess`].

mod doubtful;
mod doubtful_flags;
mod pipeline;
mod reply;
mod second;
mod story;

pub use doubtful::{ClaimChange, ClaimField, DoubtfulWord, OtherReading, UNCERTAIN_BELOW};
pub use doubtful_flags::{DoubtfulFlag, DoubtfulFlags};
pub use gensvar_claims as claims;
pub use gensvar_repair as repair;
pub use gensvar_requirements as requirements;
pub use gensvar_text as text;
pub use pipeline::Gensvar;
pub use reply::Reply;
pub use story::Story;
