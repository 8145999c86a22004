//! No secret shows anywhere: not on a stream, not on disk, not in a child's command line, not at a second host.
//!
//! Every command of the tree is run with `-vv`, against a server that sends every secret back in every way it can.

mod children;
mod everywhere;
mod lines;
mod repeater;

/// The key of the profile.
const KEY: &str = "kco_test_api_SECRETKEY0123456789";
/// A pairing code that the server makes.
const CODE: &str = "SECRETPAIR";
/// A phone's token, which only its app should ever have.
const BEARER: &str = "bearer-SECRETTOKEN-0123456789";
/// `SECRETSIGNING-SECRETSIGNING-0123` in base64.
const SIGNING: &str = "whsec_U0VDUkVUU0lHTklORy1TRUNSRVRTSUdOSU5HLTAxMjM=";

/// Whatever of them is in the text, by its name.
fn found_in(text: &str) -> Vec<&'static str> {
    let signing = SIGNING.trim_start_matches("whsec_").trim_end_matches('=');
    let names =
        [(KEY, "key"), ("SECRETKEY", "half a key"), (CODE, "code"), (BEARER, "token"), (signing, "signing secret")];
    names.into_iter().filter(|(secret, _)| text.contains(secret)).map(|(_, name)| name).collect()
}
