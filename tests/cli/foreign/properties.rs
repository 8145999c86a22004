//! Made-up bytes: the corpus with pieces changed, doubled, cut and put together, and JSON of any shape.

use super::{corpus, kept, readers, typed};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A change of some bytes: where, and what is there then.
#[derive(Clone, Debug)]
enum Change {
    Put(prop::sample::Index, Vec<u8>),
    Cut(prop::sample::Index, usize),
    Double(prop::sample::Index, usize),
    Flip(prop::sample::Index, u8),
    End(prop::sample::Index),
}

impl Change {
    fn made_to(&self, bytes: &mut Vec<u8>) {
        let place = |index: &prop::sample::Index| index.index(bytes.len() + 1);
        match self {
            Self::Put(at, what) => drop(bytes.splice(place(at)..place(at), what.iter().copied())),
            Self::Cut(at, length) => {
                let start = place(at);
                let end = (start + length).min(bytes.len());
                bytes.drain(start..end);
            }
            Self::Double(at, length) => {
                let start = place(at);
                let piece = bytes[start..(start + length).min(bytes.len())].to_vec();
                bytes.splice(start..start, piece);
            }
            Self::Flip(at, mask) if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                bytes[at] ^= mask;
            }
            Self::Flip(..) => {}
            Self::End(at) => bytes.truncate(place(at)),
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let token = prop::sample::select(vec![
        "\"",
        "\\",
        "\n",
        "\r\n",
        ",",
        ";",
        "=",
        "'",
        "{",
        "}",
        "[",
        "]",
        "\0",
        "\u{1b}[31m",
        "null",
        "1e999",
        "-0",
        "9223372036854775808",
        "\u{feff}",
        "å",
        "webhook-id: ",
        "v1,",
        "# ",
        "\"\"\"",
        "[profiles.a]\n",
        "%",
        ":",
        "@",
    ]);
    let token = prop_oneof![token.prop_map(|text| text.as_bytes().to_vec()), prop::collection::vec(any::<u8>(), 1..4)];
    prop_oneof![
        3 => (any::<prop::sample::Index>(), token).prop_map(|(at, what)| Change::Put(at, what)),
        2 => (any::<prop::sample::Index>(), 1..20usize).prop_map(|(at, length)| Change::Cut(at, length)),
        1 => (any::<prop::sample::Index>(), 1..40usize).prop_map(|(at, length)| Change::Double(at, length)),
        2 => (any::<prop::sample::Index>(), 1..=255u8).prop_map(|(at, mask)| Change::Flip(at, mask)),
        1 => any::<prop::sample::Index>().prop_map(Change::End),
    ]
}

/// Bytes near those of a reader's corpus.
fn near(reader: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let seeds: Vec<Vec<u8>> =
        corpus(reader).into_iter().map(|(_, bytes)| bytes).filter(|seed| seed.len() < 8192).collect();
    (prop::sample::select(seeds), prop::collection::vec(change(), 1..8)).prop_map(|(mut bytes, changes)| {
        changes.iter().for_each(|change| change.made_to(&mut bytes));
        bytes
    })
}

/// JSON with the members that answers have, and anything in them.
fn answer() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop::sample::select(vec!["CREATED", "FINALIZED", "SEK", "2026-01-01T00:00:00Z", "", "\u{1b}[2J"])
            .prop_map(Value::from),
    ];
    let member = prop::sample::select(vec![
        "session_id",
        "status",
        "order_amount",
        "purchase_currency",
        "order_items",
        "content",
        "last",
        "total_pages",
        "id",
        "name",
        "metadata",
        "device_id",
        "enrollment_id",
        "enrollment_code",
        "expires_at",
        "title",
        "detail",
        "errors",
        "field",
        "address",
        "number",
        "new_member",
        "unit_price",
        "quantity",
        "tax_rate",
    ]);
    leaf.prop_recursive(4, 48, 6, move |inner| {
        let members = prop::collection::vec((member.clone(), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|pairs| Value::Object(
                pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers(bytes in near("answers")) {
        readers::answers(&bytes);
    }

    #[test]
    fn answers_of_any_shape(mut value in answer(), id in any::<String>()) {
        readers::answers(value.to_string().as_bytes());
        if let Some(members) = value.as_object_mut() {
            for (name, known) in [("session_id", json!(id)), ("status", json!("CREATED")), ("id", json!(id)), ("enrollment_id", json!(id))] {
                members.insert(name.to_owned(), known);
            }
            readers::answers(value.to_string().as_bytes());
        }
    }

    #[test]
    fn callbacks(bytes in near("callbacks")) {
        readers::callbacks(&bytes);
    }

    #[test]
    fn config(bytes in near("config")) {
        readers::config(&bytes);
    }

    #[test]
    fn sheets(bytes in near("sheets")) {
        readers::sheets(&bytes);
    }

    #[test]
    fn typed(bytes in near("typed"), text in "[-kcowhsecliv_+/=0-9 a.]{0,40}") {
        typed::read(&bytes);
        typed::read(text.as_bytes());
    }

    #[test]
    fn kept(bytes in near("kept")) {
        kept::read(&bytes);
    }

    #[test]
    fn amounts(bytes in near("amounts"), text in "[0-9.,:@% eE+-]{0,24}") {
        readers::amounts(&bytes);
        readers::amounts(text.as_bytes());
    }
}
