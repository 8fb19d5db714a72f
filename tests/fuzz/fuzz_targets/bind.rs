//! Parser and binder, with all functions.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| kqlab_fuzz::bind(text));
