//! A page to print: a card for each phone, to be cut out and handed over. Everything on it is escaped, and it loads nothing.

use super::sheet::Entry;
use crate::output::spelled;
use jiff::Timestamp;

/// From here on a code is pasted, and not typed.
const LONGEST_TYPED: usize = 16;

const BEGINNING: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<title>Pairing codes</title>
<style>
body { font-family: system-ui, sans-serif; margin: 1rem; color: #000; background: #fff }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: .5rem }
article { border: 1px dashed #000; padding: 1rem; break-inside: avoid; overflow-wrap: anywhere }
h2 { margin: 0; font-size: 1.2rem }
.code { font: bold 2rem ui-monospace, monospace; letter-spacing: .15em; margin: .5rem 0 }
.long { font-size: 1rem; letter-spacing: 0 }
p { margin: .25rem 0 }
</style>
</head>
<body>
<main>
"#;

const END: &str = "</main>\n</body>\n</html>\n";

/// The whole page.
pub fn page(entries: &[Entry]) -> String {
    let cards: String = entries.iter().map(card).collect();
    format!("{BEGINNING}{cards}{END}")
}

fn card(entry: &Entry) -> String {
    let is_long = entry.code.chars().count() > LONGEST_TYPED;
    let (class, step) = match is_long {
        true => ("code long", "Copy this code to the phone, and paste it into the POS app."),
        false => ("code", "Type this code into the POS app."),
    };
    let name = if entry.name.is_empty() { "Phone" } else { &entry.name };
    let spelled = (!is_long).then(|| spelled(&entry.code)).flatten();
    let spelled = spelled.map(|text| format!("<p>{}</p>\n", escaped(&text))).unwrap_or_default();
    format!(
        "<article>\n<h2>{}</h2>\n<p>{}</p>\n<p class=\"{class}\">{}</p>\n{spelled}<p>{step}</p>\n<p>Until {}</p>\n</article>\n",
        escaped(name),
        escaped(&entry.location),
        escaped(&entry.code),
        escaped(&until(&entry.expires_at)),
    )
}

/// For somebody at a counter; a time that cannot be read is shown as it came.
fn until(expires_at: &str) -> String {
    match expires_at.parse::<Timestamp>() {
        Ok(time) => time.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        Err(_) => expires_at.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, code: &str) -> Entry {
        Entry {
            name: name.to_owned(),
            location: "A & B".to_owned(),
            code: code.to_owned(),
            expires_at: "2026-01-01T00:00:00Z".to_owned(),
            enrollment_id: String::new(),
            mark: String::new(),
        }
    }

    #[test]
    fn nothing_on_a_card_is_markup() {
        let page = page(&[entry("<script>alert('1')</script>", "\"><img>")]);
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(&#39;1&#39;)") && page.contains("A &amp; B"));
    }

    #[test]
    fn times_are_told_in_minutes() {
        assert_eq!(until("2026-11-21T22:31:31.769904688Z"), "2026-11-21 22:31 UTC");
        assert_eq!(until("soon"), "soon");
    }

    #[test]
    fn long_codes_are_copied_and_short_ones_spelled() {
        let page = page(&[entry("Till 1", "KXMB"), entry("", "6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10")]);
        assert!(
            page.contains("Kilo, X-ray, Mike, Bravo")
                && page.contains("paste it into")
                && page.contains("<h2>Phone</h2>")
        );
        assert_eq!(page.matches("<article>").count(), 2);
    }
}
