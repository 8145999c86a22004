//! A code as it is said on the telephone.

/// Letters and digits that are taken for one another, read or heard.
const CONFUSED: &str = "0OQD1ILJ2Z5S6G8BUVMN";

const WORDS: [&str; 26] = [
    "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima",
    "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey", "X-ray",
    "Yankee", "Zulu",
];

const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Letter by letter; `None` where no letter can be taken for another, or there is no word for one.
pub fn spelled(code: &str) -> Option<String> {
    if !code.contains(|letter: char| CONFUSED.contains(letter)) {
        return None;
    }
    code.chars().map(word).collect::<Option<Vec<_>>>().map(|words| words.join(", "))
}

fn word(letter: char) -> Option<&'static str> {
    match letter {
        'A'..='Z' => WORDS.get(letter as usize - 'A' as usize).copied(),
        '0'..='9' => DIGITS.get(letter as usize - '0' as usize).copied(),
        '-' => Some("dash"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_where_it_helps() {
        assert_eq!(spelled("B8-Z").as_deref(), Some("Bravo, eight, dash, Zulu"));
        assert_eq!(spelled("AXT"), None);
        assert_eq!(spelled("aB8"), None, "there are no words for small letters");
    }
}
