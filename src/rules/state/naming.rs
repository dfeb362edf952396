//! What keys of states say about stacks: which parts of a key are the names of a stack's place.

use crate::diagnostic::Instance;
use crate::eval::Placed;
use crate::repo::words::tokens;
use crate::repo::{Place, Stack, StackId};
use crate::rule::Context;

/// Every stack as an instance of one finding about their backends.
pub(super) fn instances(context: &Context<'_>, stacks: &[StackId]) -> Vec<Instance> {
    let instance = |id: &StackId| {
        let stack = context.repo.stack(*id);
        Instance {
            environment: stack.place.environment.clone(),
            stack: stack.path.clone(),
            address: Some("terraform.backend".to_owned()),
        }
    };
    stacks.iter().map(instance).collect()
}

/// A text in which the names of one place are put in braces, such as `{environment}/{stack}/terraform.tfstate`.
/// Two stacks whose keys give one pattern are named by one convention.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KeyPattern {
    /// The text with braces.
    pub(super) text: String,
    /// How many different names it holds.
    pub(super) names: usize,
    /// Whether one of them is the stack's own.
    pub(super) names_stack: bool,
}

/// The pattern that `key` makes for a stack at `place`. Names count as whole words in a row, so that `services/web`
/// is found in `prod-services-web`, and `test` is not in `latest`.
pub(super) fn pattern(key: &str, place: &Place) -> KeyPattern {
    let words = tokens(key);
    let split =
        |text: &str| -> Vec<String> { tokens(text).into_iter().map(|(_, word)| word).collect() };
    let own = split(place.stack.rsplit('/').next().unwrap_or_default());
    let mut names: Vec<(&str, Vec<String>)> = Vec::new();
    names.extend(
        place
            .environment
            .iter()
            .map(|name| ("{environment}", split(name))),
    );
    names.extend(place.region.iter().map(|name| ("{region}", split(name))));
    // A stack that is called like its environment or region has no name of its own.
    if !names.iter().any(|(_, words)| *words == own) {
        names.push(("{stack}", split(&place.stack)));
        names.push(("{stack}", own));
    }
    names.retain(|(_, words)| !words.is_empty());
    names.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
    let (mut text, mut copied, mut at) = (String::new(), 0, 0);
    let mut used: Vec<&str> = Vec::new();
    while at < words.len() {
        let fits = |(_, name): &&(&str, Vec<String>)| {
            let here = words[at..].iter().map(|(_, word)| word);
            words.len() - at >= name.len() && here.zip(name).all(|(a, b)| a == b)
        };
        let Some((placeholder, name)) = names.iter().find(fits) else {
            at += 1;
            continue;
        };
        let (last, word) = &words[at + name.len() - 1];
        text.push_str(key.get(copied..words[at].0).unwrap_or_default());
        text.push_str(placeholder);
        copied = (last + word.len()).min(key.len());
        at += name.len();
        if !used.contains(placeholder) {
            used.push(placeholder);
        }
    }
    text.push_str(key.get(copied..).unwrap_or_default());
    KeyPattern {
        text,
        names: used.len(),
        names_stack: used.contains(&"{stack}"),
    }
}

/// The key that `stack` would have if it were named as the key of `owner` is.
pub(super) fn renamed(key: &str, owner: &Stack<'_>, stack: &Stack<'_>) -> Option<String> {
    // The paths of one root's variants have a file's name in them, and `.` is no name at all.
    let by_path = !owner.is_variant && !stack.is_variant && owner.path != ".";
    if by_path && key.contains(&owner.path) {
        return Some(key.replace(&owner.path, &stack.path));
    }
    let alike = pattern(key, &owner.place);
    let mut text = alike.text;
    if !alike.names_stack {
        return None;
    }
    let names = [
        ("{environment}", stack.place.environment.as_deref()),
        ("{region}", stack.place.region.as_deref()),
        ("{stack}", Some(stack.place.stack.as_str())),
    ];
    for (placeholder, name) in names {
        let name = name.map(|name| name.trim_matches(|c: char| !c.is_alphanumeric()));
        if text.contains(placeholder) {
            text = text.replace(placeholder, name?);
        }
    }
    Some(text)
}

/// A key for `stack`, which has that of `owner`: named as the owner's is, else by the stack's path.
pub(super) fn suggested_key(
    owner: &Stack<'_>,
    stack: &Stack<'_>,
    identity: &str,
    key: Option<(&str, Placed<'_>)>,
    taken: &dyn Fn(&str) -> bool,
) -> String {
    let (name, current) = key.map_or(("key", identity), |(name, text)| (name, text.as_str()));
    let alike = renamed(current, owner, stack).filter(|alike| alike != current && !taken(alike));
    alike.unwrap_or_else(|| match name {
        "key" | "path" => format!("{}/terraform.tfstate", own_name(stack)),
        _ => own_name(stack).replace('/', "-"),
    })
}

/// What no other stack is called: its folder; where several stacks share that, what tells them apart.
fn own_name(stack: &Stack<'_>) -> String {
    if !stack.is_variant && stack.path != "." {
        return stack.path.clone();
    }
    let place = &stack.place;
    let own = (place.stack != ".").then_some(&place.stack);
    let names: Vec<&str> = [place.environment.as_ref(), place.region.as_ref(), own]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if names.is_empty() {
        "root".to_owned()
    } else {
        names.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::pattern;
    use crate::repo::Place;

    fn place(environment: &str, region: &str, stack: &str) -> Place {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Place {
            environment: some(environment),
            region: some(region),
            global: false,
            stack: stack.to_owned(),
        }
    }

    #[test]
    fn names_of_the_place_are_found_as_whole_words() {
        let of = |key, place| pattern(key, &place).text;
        let vpc = place("prod", "us-east-1", "vpc");
        assert_eq!(
            of("live/prod/us-east-1/vpc/terraform.tfstate", vpc.clone()),
            "live/{environment}/{region}/{stack}/terraform.tfstate"
        );
        assert_eq!(
            of("prod-vpc.tfstate", vpc.clone()),
            "{environment}-{stack}.tfstate"
        );
        assert_eq!(of("production/vpcs", vpc), "production/vpcs");
        let web = place("prod", "", "services/web");
        assert_eq!(
            of("prod-services-web", web.clone()),
            "{environment}-{stack}"
        );
        assert_eq!(of("prod/web.tfstate", web), "{environment}/{stack}.tfstate");
        let root = place("prod", "", "prod");
        assert_eq!(
            of("prod/terraform.tfstate", root),
            "{environment}/terraform.tfstate"
        );
    }
}
