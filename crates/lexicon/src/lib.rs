//! The Danish word list, language model and confusion table.
