#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    wenlou_fuzz::prices_file(bytes);
});
