//! Numbers as text that a script can hold in a string: short, and without a character that a string must escape. It knows no
//! index.
//!
//! A number ends in a digit of 0 to 59; further digits, of 0 to 30, stand before it. So what is met most, gaps between documents
//! and counts in one, is a character each. `static/js/search/numbers.js` reads them.

/// The characters that stand for 0 to 90: all that ASCII prints from `#` on, without the backslash.
fn character(value: u32) -> u8 {
    let code = u8::try_from(value).unwrap_or(0) + b'#';
    if code >= b'\\' { code + 1 } else { code }
}

/// Digits that end a number.
const LAST: u32 = 60;
/// The highest number that is one character.
pub const SHORTEST: u32 = LAST - 1;
/// Digits that stand before the last one.
const FURTHER: u32 = 31;

/// Writes a number behind what is there.
pub fn push(out: &mut Vec<u8>, number: u32) {
    let mut further = [0_u8; 8];
    let mut count = 0;
    let mut rest = number / LAST;
    while rest > 0 {
        if let Some(place) = further.get_mut(count) {
            *place = character(LAST + rest % FURTHER);
        }
        count += 1;
        rest /= FURTHER;
    }
    out.extend(further.iter().take(count).rev());
    out.push(character(number % LAST));
}

/// A length that may be wrong by an eighth, as one of 0 to 59: four steps for each doubling.
pub fn coarse(length: u32) -> u32 {
    let length = length.max(1);
    let doublings = length.ilog2();
    let quarters =
        if doublings >= 2 { (length >> (doublings - 2)) & 3 } else { (length << (2 - doublings)) & 3 };
    (doublings * 4 + quarters).min(SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::{coarse, push};

    fn read(text: &[u8]) -> Vec<u32> {
        let mut numbers = Vec::new();
        let mut before = 0;
        for code in text {
            let value = u32::from(if *code > b'\\' { code - 1 } else { *code } - b'#');
            if value < 60 {
                numbers.push(before * 60 + value);
                before = 0;
            } else {
                before = before * 31 + value - 60;
            }
        }
        numbers
    }

    #[test]
    fn numbers_come_back() {
        let numbers: Vec<u32> =
            (0..5000).chain([57_659, 57_660, 1_787_519, 1_787_520, u32::MAX / 64, u32::MAX]).collect();
        let mut text = Vec::new();
        numbers.iter().for_each(|number| push(&mut text, *number));
        assert_eq!(read(&text), numbers);
        assert!(text.iter().all(|code| (b'#'..=b'~').contains(code) && *code != b'\\'));
    }

    #[test]
    fn a_coarse_length_is_near() {
        for length in (1_u32..300).chain([1000, 5000, 20_000]) {
            let code = coarse(length);
            let near = ((4 + code % 4) << (code / 4)) / 4;
            assert!(near <= length && length - near <= length / 4, "{length} {near}");
        }
        assert_eq!(coarse(0), 0);
    }
}
