//! What the words in folder names mean: environments, regions, containers.

use super::layout::Place;

/// Names that teams give to environments. A folder of another name is one only where a layout says so.
const ENVIRONMENTS: &[&str] = &[
    "prod",
    "production",
    "prd",
    "live-prod",
    "test",
    "testing",
    "tst",
    "dev",
    "develop",
    "development",
    "staging",
    "stage",
    "stg",
    "qa",
    "uat",
    "sandbox",
    "sbx",
    "preprod",
    "pre-prod",
    "preproduction",
    "pre-production",
    "preview",
    "integration",
    "nonprod",
    "non-prod",
    "demo",
    "perf",
    "sit",
    "acceptance",
];

/// Folders whose children are environments.
const CONTAINERS: &[&str] = &["environments", "environment", "envs", "env", "live"];

/// Folders of configuration that nobody applies where it lies: what tests apply or must refuse, and what is copied
/// elsewhere before it is complete.
const MATERIAL: &[&str] = &[
    "tests",
    "test-fixtures",
    "fixtures",
    "testdata",
    "_templates",
    "template",
    "templates",
    "mixins",
];

/// Environments whose faults customers feel.
const PRODUCTION: &[&str] = &["prod", "production", "prd", "live-prod"];

/// Every AWS region by partition, from botocore's endpoint data of 2026.
const REGIONS: &[&str] = &[
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-isoe-west-1",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eusc-de-east-1",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "us-isof-east-1",
    "us-isof-south-1",
    "us-west-1",
    "us-west-2",
];

/// Whether teams call environments by this name.
pub fn is_environment(name: &str) -> bool {
    ENVIRONMENTS.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a root-relative path leads through a folder whose configuration is for tests or for copying.
pub fn is_material(path: &str) -> bool {
    path.split('/').any(|part| MATERIAL.contains(&part))
}

/// Whether an environment of this name is a production one, as far as names tell.
pub fn is_production(name: &str) -> bool {
    PRODUCTION.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether AWS has a region of this name.
pub fn is_region(name: &str) -> bool {
    REGIONS.binary_search(&name).is_ok()
}

/// Whether this has the form of a region's name, such as `ab-central-1`, known or not.
pub fn is_region_like(name: &str) -> bool {
    let mut parts = name.split('-').rev();
    let number = parts
        .next()
        .is_some_and(|part| part.len() == 1 && part.bytes().all(|b| b.is_ascii_digit()));
    let rest: Vec<&str> = parts.collect();
    let letters = rest
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()));
    is_region(name)
        || (number && (2..=3).contains(&rest.len()) && letters && rest[rest.len() - 1].len() <= 4)
}

/// The known region that is written most like `name`, if one is near.
pub fn nearest_region(name: &str) -> Option<&'static str> {
    nearest(name, REGIONS.iter().copied())
}

/// The candidate that is written most like `name`, if one is near enough to be meant.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = (name.chars().count() / 3).clamp(1, 4);
    let scored = candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate));
    scored
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The candidate that `name` is but for one or two letters: so near that nobody would call two things so on purpose.
pub fn misspelt<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    nearest(name, candidates).filter(|near| strsim::osa_distance(name, near) <= 2)
}

/// What the words of a folder's path say, where no layout does.
pub fn place(path: &str) -> Place {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let contained = parts
        .windows(2)
        .position(|pair| CONTAINERS.contains(&pair[0]) && !is_region_like(pair[1]));
    let environment = parts
        .iter()
        .position(|part| is_environment(part))
        .or(contained.map(|at| at + 1));
    let region = parts.iter().position(|part| is_region_like(part));
    let after = environment.map_or(0, |at| at + 1);
    let own: Vec<&str> = parts
        .iter()
        .enumerate()
        .filter(|(at, part)| *at >= after && Some(*at) != region && **part != "global")
        .map(|(_, part)| *part)
        .collect();
    let name = if own.is_empty() {
        parts.last().copied().unwrap_or(".").to_owned()
    } else {
        own.join("/")
    };
    Place {
        environment: environment.map(|at| parts[at].to_owned()),
        region: region.map(|at| parts[at].to_owned()),
        global: region.is_none() && parts.contains(&"global"),
        stack: name,
    }
}

/// The words of a text: what stands between characters that are neither letters nor digits, in lower case, with
/// the byte offset of each.
pub fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from, text[from..at].to_lowercase()));
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{REGIONS, is_region_like, nearest_region, place, tokens};

    #[test]
    fn regions_are_sorted_for_the_search_and_told_by_their_form() {
        assert!(REGIONS.is_sorted());
        assert!(
            is_region_like("us-east-1")
                && is_region_like("us-gov-west-1")
                && is_region_like("xx-north-9")
        );
        assert!(!is_region_like("web-1") && !is_region_like("prod") && !is_region_like("us-east"));
        assert_eq!(nearest_region("us-est-1"), Some("us-east-1"));
        assert_eq!(nearest_region("monitoring"), None);
    }

    #[test]
    fn places_are_told_by_words() {
        let told = |path| {
            let place = place(path);
            (
                place.environment.unwrap_or_default(),
                place.region.unwrap_or_default(),
                place.stack,
            )
        };
        let expect = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(told("environments/prod"), expect("prod", "", "prod"));
        assert_eq!(
            told("environments/shop-a/eu-west-1/vpc"),
            expect("shop-a", "eu-west-1", "vpc")
        );
        assert_eq!(told("prod/vpc"), expect("prod", "", "vpc"));
        assert_eq!(
            told("terraform/staging/us-east-1"),
            expect("staging", "us-east-1", "us-east-1")
        );
        assert_eq!(told("network"), expect("", "", "network"));
    }

    #[test]
    fn tokens_split_at_what_is_no_letter_or_digit() {
        let words: Vec<_> = tokens("shop-prod/eu_Test.latest")
            .into_iter()
            .map(|(_, word)| word)
            .collect();
        assert_eq!(words, ["shop", "prod", "eu", "test", "latest"]);
    }
}
