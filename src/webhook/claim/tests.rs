//! Verdicts: what is believed, and what is said of the rest.

use super::*;
use crate::secret::Secret;

const NOW: i64 = 1_760_000_000;
const BODY: &[u8] = b"{\"raw\":\"\xff\x00\"}";

fn key(secret: &str) -> SigningKey {
    SigningKey::new(&Secret::new(secret)).expect("a secret")
}

fn ours() -> SigningKey {
    key("whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=")
}

fn other() -> SigningKey {
    key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
}

fn read(id: &[&str], timestamp: &[&str], signature: &[&str]) -> Result<Claim, Fault> {
    let owned = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>();
    let (id, timestamp, signature) = (owned(id), owned(timestamp), owned(signature));
    Claim::read(|name| {
        let values = match name {
            ID => &id,
            TIMESTAMP => &timestamp,
            _ => &signature,
        };
        values.iter().map(Vec::as_slice).collect()
    })
}

fn signed(timestamp: i64, header: &str) -> Claim {
    read(&["msg_1"], &[&timestamp.to_string()], &[header]).expect("a claim")
}

fn verify(timestamp: i64, keys: &[SigningKey]) -> Result<Match, Fault> {
    signed(timestamp, &ours().sign("msg_1", timestamp, BODY)).verify(keys, BODY, NOW, TOLERANCE)
}

#[test]
fn a_body_of_any_bytes_is_believed_within_the_tolerance() {
    for away in [-300, -1, 0, 1, 300] {
        assert_eq!(verify(NOW + away, &[ours()]), Ok(Match { key: 0, signature: 0 }), "{away}");
    }
    assert_eq!(verify(NOW - 301, &[ours()]), Err(Fault::Stale(301)));
    assert_eq!(verify(NOW + 301, &[ours()]), Err(Fault::Future(301)));
    assert_eq!(verify(i64::MAX, &[ours()]), Err(Fault::Future(i64::MAX.abs_diff(NOW))));
    assert_eq!(verify(0, &[ours()]), Err(Fault::Stale(NOW.unsigned_abs())));
}

#[test]
fn a_wrong_signature_is_wrong_whatever_its_time() {
    assert_eq!(verify(NOW, &[other()]), Err(Fault::WrongSignature));
    assert_eq!(verify(0, &[other()]), Err(Fault::WrongSignature));
    assert_eq!(verify(NOW, &[]), Err(Fault::WrongSignature));
    let claim = signed(NOW, &ours().sign("msg_1", NOW, BODY));
    assert_eq!(claim.verify(&[ours()], &BODY[1..], NOW, TOLERANCE), Err(Fault::WrongSignature));
    assert_eq!(claim.verify(&[ours()], b"", NOW, TOLERANCE), Err(Fault::WrongSignature));
}

#[test]
fn any_key_and_any_signature_will_do() {
    assert_eq!(verify(NOW, &[other(), ours()]), Ok(Match { key: 1, signature: 0 }));
    let header = format!("{} {}", other().sign("msg_1", NOW, BODY), ours().sign("msg_1", NOW, BODY));
    assert_eq!(signed(NOW, &header).verify(&[ours()], BODY, NOW, TOLERANCE), Ok(Match { key: 0, signature: 1 }));
}

#[test]
fn a_thousand_signatures_are_one_hash_of_the_body() {
    let body = vec![b'x'; 10 * 1024 * 1024];
    let wrong = other().sign("msg_1", NOW, &body);
    let header = format!("{} {}", vec![wrong; 999].join(" "), ours().sign("msg_1", NOW, &body));
    let claim = signed(NOW, &header);
    assert_eq!(claim.signatures(), 1000);
    assert_eq!(claim.verify(&[ours()], &body, NOW, TOLERANCE), Ok(Match { key: 0, signature: 999 }));
}

#[test]
fn what_is_malformed_is_named() {
    let signature = ours().sign("msg_1", NOW, BODY);
    let good = (["msg_1"], ["1760000000"], [signature.as_str()]);
    assert!(read(&good.0, &good.1, &good.2).is_ok());
    for missing in [&[][..], &[""]] {
        assert_eq!(read(missing, &good.1, &good.2), Err(Fault::Missing(ID)));
        assert_eq!(read(&good.0, missing, &good.2), Err(Fault::Missing(TIMESTAMP)));
        assert_eq!(read(&good.0, &good.1, missing), Err(Fault::Missing(SIGNATURE)));
    }
    assert_eq!(read(&["a", "a"], &good.1, &good.2), Err(Fault::Repeated(ID)));
    assert_eq!(read(&good.0, &["1", "1"], &good.2), Err(Fault::Repeated(TIMESTAMP)));
    assert_eq!(read(&good.0, &good.1, &[&signature, &signature]), Err(Fault::Repeated(SIGNATURE)));
    assert_eq!(read(&["b\u{e5}"], &good.1, &good.2), Err(Fault::NotText(ID)));
    for text in ["soon", "9223372036854775808", "-1", "+1", "01", "1.0", " 1", "1e9", "1760000000Z"] {
        assert_eq!(read(&good.0, &[text], &good.2), Err(Fault::BadTimestamp), "{text}");
    }
    for text in
        ["v1", "v1,", "v1,AAAA", "v2,AAAA", "AAAA", &signature.replace("v1,", "v1a,"), &format!("{signature}AAAA")]
    {
        assert_eq!(read(&good.0, &good.1, &[text]), Err(Fault::BadSignature), "{text}");
    }
}

#[test]
fn each_fault_is_of_a_kind() {
    assert_eq!(Fault::WrongSignature.kind(), FaultKind::WrongSignature);
    assert_eq!(Fault::Future(9).kind(), FaultKind::Stale);
    assert_eq!((Fault::Repeated(ID).kind(), Fault::Repeated(ID).name()), (FaultKind::Malformed, "malformed"));
}
