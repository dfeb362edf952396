//! What the rules share that ask whether tasks reach what they need.

use crate::aws::placement::need::Need;

/// What is needed, in words: `ecr.api, ecr.dkr and the registry docker.io`.
pub(super) fn listed(needs: &[Need]) -> String {
    let names: Vec<String> = needs
        .iter()
        .map(|need| match need {
            Need::Service(service) => (*service).to_owned(),
            Need::Registry(host) => format!("the registry {host}"),
        })
        .collect();
    match &names[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
