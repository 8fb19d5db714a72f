//! Lines of JSON, with and without the sieve.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| kqlab_fuzz::sieve(data));
