//! Capital letters and digits of five rows, which can be read from two steps away. A zero has a stroke, so that it is no O.

/// What a letter is made of, from left to right.
const COLUMNS: usize = 5;
const ROWS: usize = 5;
/// Between two letters.
const GAP: usize = 2;

#[rustfmt::skip]
const GLYPHS: [(char, [u8; ROWS]); 37] = [
    ('A', [0b01110, 0b10001, 0b11111, 0b10001, 0b10001]),
    ('B', [0b11110, 0b10001, 0b11110, 0b10001, 0b11110]),
    ('C', [0b01111, 0b10000, 0b10000, 0b10000, 0b01111]),
    ('D', [0b11110, 0b10001, 0b10001, 0b10001, 0b11110]),
    ('E', [0b11111, 0b10000, 0b11110, 0b10000, 0b11111]),
    ('F', [0b11111, 0b10000, 0b11110, 0b10000, 0b10000]),
    ('G', [0b01111, 0b10000, 0b10011, 0b10001, 0b01111]),
    ('H', [0b10001, 0b10001, 0b11111, 0b10001, 0b10001]),
    ('I', [0b01110, 0b00100, 0b00100, 0b00100, 0b01110]),
    ('J', [0b00111, 0b00010, 0b00010, 0b10010, 0b01100]),
    ('K', [0b10010, 0b10100, 0b11000, 0b10100, 0b10010]),
    ('L', [0b10000, 0b10000, 0b10000, 0b10000, 0b11111]),
    ('M', [0b10001, 0b11011, 0b10101, 0b10001, 0b10001]),
    ('N', [0b10001, 0b11001, 0b10101, 0b10011, 0b10001]),
    ('O', [0b01110, 0b10001, 0b10001, 0b10001, 0b01110]),
    ('P', [0b11110, 0b10001, 0b11110, 0b10000, 0b10000]),
    ('Q', [0b01110, 0b10001, 0b10101, 0b10010, 0b01101]),
    ('R', [0b11110, 0b10001, 0b11110, 0b10010, 0b10001]),
    ('S', [0b01111, 0b10000, 0b01110, 0b00001, 0b11110]),
    ('T', [0b11111, 0b00100, 0b00100, 0b00100, 0b00100]),
    ('U', [0b10001, 0b10001, 0b10001, 0b10001, 0b01110]),
    ('V', [0b10001, 0b10001, 0b10001, 0b01010, 0b00100]),
    ('W', [0b10001, 0b10001, 0b10101, 0b11011, 0b10001]),
    ('X', [0b10001, 0b01010, 0b00100, 0b01010, 0b10001]),
    ('Y', [0b10001, 0b01010, 0b00100, 0b00100, 0b00100]),
    ('Z', [0b11111, 0b00010, 0b00100, 0b01000, 0b11111]),
    ('0', [0b01110, 0b10011, 0b10101, 0b11001, 0b01110]),
    ('1', [0b00100, 0b01100, 0b00100, 0b00100, 0b01110]),
    ('2', [0b11110, 0b00001, 0b01110, 0b10000, 0b11111]),
    ('3', [0b11110, 0b00001, 0b01110, 0b00001, 0b11110]),
    ('4', [0b10010, 0b10010, 0b11111, 0b00010, 0b00010]),
    ('5', [0b11111, 0b10000, 0b11110, 0b00001, 0b11110]),
    ('6', [0b01111, 0b10000, 0b11110, 0b10001, 0b01110]),
    ('7', [0b11111, 0b00001, 0b00010, 0b00100, 0b00100]),
    ('8', [0b01110, 0b10001, 0b01110, 0b10001, 0b01110]),
    ('9', [0b01110, 0b10001, 0b01111, 0b00001, 0b11110]),
    ('-', [0b00000, 0b00000, 0b01110, 0b00000, 0b00000]),
];

/// The rows of the code, as many letters beside each other as fit, twice as wide where there is room; `None` where a
/// letter is missing here, or the terminal is too narrow.
pub(super) fn large(code: &str, width: usize, is_solid: bool) -> Option<Vec<String>> {
    let glyphs = code.chars().map(glyph).collect::<Option<Vec<_>>>()?;
    let scale = if glyphs.len() * (2 * COLUMNS + GAP) <= width { 2 } else { 1 };
    let fit = (width + GAP) / (scale * COLUMNS + GAP);
    if fit == 0 || glyphs.is_empty() {
        return None;
    }
    let lines = glyphs.len().div_ceil(fit);
    // Lines of the same length look like parts of one code.
    let parts = glyphs.chunks(glyphs.len().div_ceil(lines));
    let pixel = if is_solid { '█' } else { '#' };
    let row = |part: &[[u8; ROWS]], row: usize| {
        let letters: Vec<String> = part.iter().map(|glyph| painted(glyph[row], scale, pixel)).collect();
        letters.join(&" ".repeat(GAP)).trim_end().to_owned()
    };
    let block = |part: &[[u8; ROWS]]| (0..ROWS).map(|number| row(part, number)).collect::<Vec<_>>();
    Some(parts.map(block).collect::<Vec<_>>().join(&String::new()))
}

fn glyph(letter: char) -> Option<[u8; ROWS]> {
    GLYPHS.iter().find(|(known, _)| *known == letter).map(|(_, glyph)| *glyph)
}

fn painted(bits: u8, scale: usize, pixel: char) -> String {
    let set = |column: usize| bits >> (COLUMNS - 1 - column) & 1 == 1;
    let part = |column| (if set(column) { pixel } else { ' ' }).to_string().repeat(scale);
    (0..COLUMNS).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_beside_each_other() {
        let rows = large("AB", 13, false).expect("rows");
        assert_eq!(rows, [" ###   ####", "#   #  #   #", "#####  ####", "#   #  #   #", "#   #  ####"]);
        assert_eq!(large("A", 80, true).expect("rows")[0], "  ██████");
    }

    #[test]
    fn a_narrow_terminal_has_parts_of_the_same_length() {
        let rows = large("KXMBQRTZ", 38, false).expect("rows");
        assert_eq!(rows.len(), 2 * ROWS + 1);
        assert!(rows[ROWS].is_empty() && rows.iter().all(|row| row.len() <= 26), "{rows:?}");
        assert_eq!((large("AB", 4, false), large("aB", 80, false), large("", 80, false)), (None, None, None));
    }

    #[test]
    fn no_two_letters_look_the_same() {
        for (number, (letter, glyph)) in GLYPHS.iter().enumerate() {
            let same = GLYPHS[..number].iter().find(|(_, other)| other == glyph);
            assert!(same.is_none(), "{letter} is {same:?}");
        }
    }
}
