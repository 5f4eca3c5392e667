//! Results for people and programs: tables and the JSON of the output contract.
