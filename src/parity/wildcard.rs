//! Patterns in which `*` stands for any text and `?` for any character. Brackets are themselves, since addresses have
//! them.

/// Whether a pattern means a text. Takes at most as many steps as the product of their lengths.
pub(super) fn is_match(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut place) = (0, 0);
    // The last `*`, and up to where it has taken.
    let mut star: Option<(usize, usize)> = None;
    while place < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(c) if *c == '?' || *c == text[place] => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some((star_at, taken)) = star else {
                    return false;
                };
                star = Some((star_at, taken + 1));
                at = star_at + 1;
                place = taken + 1;
            }
        }
    }
    pattern[at..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::is_match;

    #[test]
    fn a_star_is_any_text_and_brackets_are_brackets() {
        let fits = [
            (
                "module.vpc.single_nat_gateway",
                "module.vpc.single_nat_gateway",
            ),
            ("module.*.cpu", "module.app[\"a/b\"].cpu"),
            ("var.services[\"app\"].*", "var.services[\"app\"].cpu"),
            ("alarm:*", "alarm:AWS/ECS CPUUtilization"),
            ("file:config/?.yaml", "file:config/a.yaml"),
            ("*a*b*", "xaxaxbx"),
            ("", ""),
            ("**", ""),
        ];
        for (pattern, text) in fits {
            assert!(is_match(pattern, text), "{pattern} and {text}");
        }
        let others = [
            ("module.vpc", "module.vpc.cidr"),
            ("[ab]", "a"),
            ("?", ""),
            ("*a", "ab"),
            ("a*", "ba"),
            ("", "a"),
        ];
        for (pattern, text) in others {
            assert!(!is_match(pattern, text), "{pattern} and {text}");
        }
        assert!(!is_match(&"*a".repeat(200), &"a".repeat(199)));
    }
}
