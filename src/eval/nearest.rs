//! The name that somebody may have meant.

/// Of some names the one that is written most like `name`, where one is close: a third of its letters may differ, one in
/// a short name and `at_most` in a long one. Of several that are equally close it is the first in order.
pub(crate) fn nearest<'n>(
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
    at_most: usize,
) -> Option<&'n str> {
    let near = known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|(distance, known)| {
            // Of a name in which no letter is right nobody can tell what it means.
            *distance < name.chars().count() && *distance <= (known.len() / 3).max(1).min(at_most)
        });
    near.min().map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_closest_name_is_found_and_a_far_one_is_not() {
        let names = ["cidr_block", "cidr_blocks", "id"];
        assert_eq!(nearest("cidr_blok", names, usize::MAX), Some("cidr_block"));
        assert_eq!(nearest("ib", names, usize::MAX), Some("id"));
        assert_eq!(nearest("subnet", names, usize::MAX), None);
        assert_eq!(nearest("x", ["a", "b"], usize::MAX), None);
        let long = ["a_name_of_very_many_letters"];
        assert_eq!(nearest("a_name_of_many_letters", long, 4), None);
        assert_eq!(nearest("a_name_of_many_letters", long, 9), Some(long[0]));
    }
}
