//! The Danish word list, language model and table of confusions that repair rests on.
//!
//! All of it is data with a loader: a list of word forms and one of compound parts (finite state
//! maps that are walked letter by letter), tables of word and letter n-grams that are searched
//! where they lie in memory, and a reviewed table of how engines misread letters. Opening the model
//! reads a few headers; only what a search walks over and over is unpacked ([`Unpacked`]).
//! `cargo xtask model` builds the files.
//!
//! Costs are negative natural logarithms of probabilities (nats): the lower, the likelier.
//!
//! ```
//! let lexicon = gensvar_lexicon::Lexicon::danish();
//! let model = lexicon.language_model();
//! let cost = |a: &str, b: &str, c: &str| model.cost([model.key(a), model.key(b)], model.key(c), lexicon.words().get(c));
//! assert!(cost("med", "henblik", "på") < cost("med", "henblik", "for"));
//! assert!(lexicon.words().get("sagsbehandling").is_some());
//! ```

pub mod align;
mod chars;
mod compound;
mod confusions;
pub mod format;
mod glossary;
mod model;
mod ngrams;
pub mod tokens;
mod unpacked;
mod wordlist;

pub use chars::{CharModel, ORDER as CHAR_ORDER, letter_key, sequence};
pub use confusions::{Confusion, DataError, parse_confusions};
pub use glossary::Glossary;
pub use model::{Context, LanguageModel, Lexicon, UNKNOWN_COST};
pub use ngrams::NgramTable;
pub use unpacked::{LetterSet, Spot, Unpacked};
pub use wordlist::{Cursor, PartList, WordEntry, WordList};
