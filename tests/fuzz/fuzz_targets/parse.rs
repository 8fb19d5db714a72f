//! Lexer, parser and formatter.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| kqlab_fuzz::parse(text));
