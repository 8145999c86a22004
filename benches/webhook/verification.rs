//! How fast callbacks are verified: claims read from headers, HMAC over the body, the time looked at; one thread.

use crate::SECRET;
use ipp::secret::Secret;
use ipp::webhook::claim::{Claim, TOLERANCE};
use ipp::webhook::made::{self, Flaw, Made, Subject};
use ipp::webhook::signature::SigningKey;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long each figure is measured.
const TIME: Duration = Duration::from_secs(1);

const NOW: i64 = 1_760_000_000;

/// Prints events a second.
pub fn measure() {
    println!("verification alone, one thread, events a second\n");
    let small = event(0, Flaw::None);
    println!("{:<44} {:>12}", format!("an event as documented, {} bytes", small.body.len()), rate(&small));
    println!("{:<44} {:>12}", "the same during a rotation, two signatures", rate(&event(0, Flaw::Rotation)));
    println!("{:<44} {:>12}", "the same with a wrong signature", rate(&event(0, Flaw::BadSignature)));
    for kilobytes in [1, 64, 1024] {
        let large = event(kilobytes * 1024, Flaw::None);
        println!("{:<44} {:>12}", format!("{kilobytes} KiB"), rate(&large));
    }
}

/// A signed event, filled up to a size.
fn event(size: usize, flaw: Flaw) -> Made {
    let event = Subject::made_up(made::MERCHANT_ID).event("ipp.session.finalized");
    let mut body = made::body(&event);
    body.resize(size.max(body.len()), b' ');
    made::make(&[Secret::new(SECRET)], &event.id, &body, flaw, NOW).expect("a secret")
}

fn rate(made: &Made) -> u128 {
    let keys = [SigningKey::new(&Secret::new(SECRET)).expect("a secret")];
    let began = Instant::now();
    let mut count = 0;
    while began.elapsed() < TIME {
        for _ in 0..10 {
            let values = |name: &str| -> Vec<&[u8]> {
                made.headers.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_slice()).collect()
            };
            let claim = Claim::read(values).expect("well-formed");
            let _ = black_box(claim.verify(&keys, &made.body, NOW, TOLERANCE));
        }
        count += 10;
    }
    count * 1000 / began.elapsed().as_millis()
}
