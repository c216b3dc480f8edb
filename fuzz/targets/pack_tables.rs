//! Any bytes as each table of a language pack.
#![cfg_attr(fuzzing, no_main)]
#![cfg_attr(fuzzing, allow(unsafe_code))]

legation_fuzz::target!(pack_tables);
