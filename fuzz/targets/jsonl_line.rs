//! Any bytes as a line of bulk input.
#![cfg_attr(fuzzing, no_main)]
#![cfg_attr(fuzzing, allow(unsafe_code))]

legation_fuzz::target!(jsonl_line);
