//! Images travel: a newer one comes to production last.

use std::cmp::Ordering;

use super::both::{Both, Which};
use super::judge::{TRIED_OUT, are_peers, production};
use super::{Difference, Form, Pairing, Standing, Words};
use crate::repo::version::Version;

/// Says of each difference that is one of images only whether it may be.
pub(super) fn judge(pairing: &Pairing<'_>, differences: &mut [Difference]) {
    let (production, are_peers) = (production(pairing), are_peers(pairing));
    for difference in differences {
        let Some(order) = order(pairing, difference) else {
            continue;
        };
        let ahead = match order {
            Order::Known(Ordering::Greater) => Some(Which::Reference),
            Order::Known(Ordering::Less) => Some(Which::Other),
            Order::Known(Ordering::Equal) | Order::Open => None,
        };
        if let Some(ahead) = ahead.filter(|ahead| *ahead == production || are_peers) {
            difference.rule = "parity-promotion-old";
            difference.standing = Standing::Unexpected;
            difference.weaker = Some(ahead.opposite());
            let reason = if are_peers {
                "both are to be the same, and one of them runs an older version"
            } else {
                "what production has first was tried nowhere"
            };
            reason.clone_into(&mut difference.reason);
        } else {
            difference.standing = Standing::Legitimate(match ahead {
                Some(_) => TRIED_OUT,
                None => "a version reaches production last",
            });
            difference.weaker = None;
        }
    }
}

/// How the images of two sides stand to each other in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Known(Ordering),
    /// Their tags are no versions.
    Open,
}

/// The order of the images of two sides; `None` where it is not images of one repository alone that differ.
fn order(pairing: &Pairing<'_>, difference: &Difference) -> Option<Order> {
    if difference.form != Form::Different {
        return None;
    }
    let follows = difference.follows.iter();
    let mut images: Vec<(&str, &str, &Both<Option<String>>)> = follows
        .map(|it| (it.stack.as_str(), it.path.as_str(), &it.shown))
        .collect();
    if images.is_empty() {
        images.push((&difference.stack, &difference.path, &difference.shown));
    }
    let mut found = None;
    for (stack, path, shown) in images {
        let shown = shown.map(Option::as_deref).both()?;
        let pair = pairing.pairs.iter().find(|pair| pair.name == stack)?;
        let words = &pair.words;
        let is_tag = path.ends_with(".image.tag");
        let last = path.rsplit('.').next()?;
        let changed = match last {
            // Of one repository, since that stands beside it and would differ too.
            "tag" if is_tag => vec![shown.map(|text| format!("image:{}", text.trim_matches('"')))],
            // A digest has no order, and another one is another image of the same repository.
            "digest" if path.ends_with(".image.digest") => {
                if found.is_some_and(|known| known != Order::Open) {
                    return None;
                }
                found = Some(Order::Open);
                continue;
            }
            "image" => vec![shown.map(|text| text.trim_matches('"').to_owned())],
            "container_definitions" => images_of(shown)?,
            _ => return None,
        };
        for images in changed {
            let order = order_of(words.as_ref(), &images)?;
            // Images that went both ways are nobody's promotion.
            if found.is_some_and(|known| known != order) {
                return None;
            }
            found = Some(order);
        }
    }
    found
}

/// How two images stand to each other in time; `None` where they are not of one repository.
fn order_of(words: Both<&Words>, images: &Both<String>) -> Option<Order> {
    let tagged = images.map(|text| tagged(text)).both()?;
    if !words.are_same(tagged.reference.0, tagged.other.0) {
        return None;
    }
    let versions = tagged.map(|(_, tag)| Version::parse(tag)).both();
    Some(versions.map_or(Order::Open, |it| Order::Known(it.reference.cmp(&it.other))))
}

/// The images that differ between two documents of containers; `None` where anything else does too.
fn images_of(shown: Both<&str>) -> Option<Vec<Both<String>>> {
    let read = |shown: &str| -> Option<Vec<serde_json::Value>> {
        let text: String = serde_json::from_str(shown).ok()?;
        serde_json::from_str(&text).ok()
    };
    let mut both = shown.map(|shown| read(shown)).both()?;
    if both.reference.len() != both.other.len() {
        return None;
    }
    let mut changed = Vec::new();
    for (reference, other) in both.reference.iter_mut().zip(&mut both.other) {
        let image = |container: &mut serde_json::Value| {
            let image = container.get_mut("image").map(serde_json::Value::take)?;
            Some(image.as_str()?.to_owned())
        };
        let images = Both::new(image(reference), image(other)).both();
        if reference != other {
            return None;
        }
        changed.extend(images.filter(|images| images.reference != images.other));
    }
    Some(changed)
}

/// The repository and the tag of an image.
fn tagged(text: &str) -> Option<(&str, &str)> {
    let (repository, tag) = text.rsplit_once(':')?;
    (!tag.contains('/') && !repository.ends_with("@sha256")).then_some((repository, tag))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::{Order, images_of, order_of, tagged};
    use crate::parity::{Both, Words};

    #[test]
    fn an_image_is_a_repository_and_a_tag() {
        assert_eq!(tagged("shop/web:1.2"), Some(("shop/web", "1.2")));
        assert_eq!(
            tagged("localhost:5000/web:1"),
            Some(("localhost:5000/web", "1"))
        );
        for untagged in ["web", "localhost:5000/web", "web@sha256:0a1b"] {
            assert_eq!(tagged(untagged), None, "{untagged}");
        }
    }

    #[test]
    fn images_of_one_repository_are_ordered_by_their_versions() {
        let words = Both::new(Words::of("prod"), Words::of("test"));
        for (reference, other, expected) in [
            ("web:1.10", "web:1.9", Some(Order::Known(Greater))),
            ("web:1.9", "web:1.10", Some(Order::Known(Less))),
            ("web:1.9", "web:1.9", Some(Order::Known(Equal))),
            ("prod/web:2", "test/web:1", Some(Order::Known(Greater))),
            ("web:stable", "web:next", Some(Order::Open)),
            ("web:1.9", "worker:1.9", None),
            ("web:1.9", "web", None),
        ] {
            let images = Both::new(reference.to_owned(), other.to_owned());
            assert_eq!(
                order_of(words.as_ref(), &images),
                expected,
                "{reference} {other}"
            );
        }
    }

    #[test]
    fn documents_in_which_only_images_differ_are_their_images() {
        let document = |image: &str, cpu: u32| {
            let text =
                format!(r#"[{{"name":"web","image":"{image}","cpu":{cpu}}},{{"name":"x"}}]"#);
            serde_json::to_string(&text).unwrap()
        };
        let (left, right) = (document("web:2", 1), document("web:1", 1));
        let changed = images_of(Both::new(&left, &right)).unwrap();
        assert_eq!(changed, [Both::new("web:2".to_owned(), "web:1".to_owned())]);
        assert_eq!(images_of(Both::new(&left, &left)).unwrap(), []);
        assert!(images_of(Both::new(&left, &document("web:1", 2))).is_none());
        assert!(images_of(Both::new(&left, "\"[]\"")).is_none());
        assert!(images_of(Both::new("\"no\"", "\"list\"")).is_none());
    }
}
