//! Any bytes as a web archive, plain and packed.
#![cfg_attr(fuzzing, no_main)]
#![cfg_attr(fuzzing, allow(unsafe_code))]

legation_fuzz::target!(warc_stream);
