//! Any text as a rule file.
#![cfg_attr(fuzzing, no_main)]
#![cfg_attr(fuzzing, allow(unsafe_code))]

legation_fuzz::target!(rule_file);
