//! `lifecycle { ignore_changes }`: arguments that Terraform gives a resource only when it makes it.
//!
//! Evaluation gives such an argument the value that is written, since that is what a new resource gets and what
//! everything made of it is planned with; that an existing one may have another by now, because an autoscaler or a
//! person changed it, is a fact of its own, for those who judge what there is. Were the value not known instead,
//! neither could be judged.

use crate::hcl::{Expression, ExpressionKind, Step, StepKind, as_reference, step_name};
use crate::source::Span;

use super::Resource;

impl Resource<'_> {
    /// The entry of `ignore_changes` by which what an existing resource has at `path`, or a part of it, may be
    /// something else than what is written. A path is of names: `["network_configuration", "subnets"]`; which of
    /// several blocks an entry names is not looked at.
    pub fn ignores(&self, path: &[&str]) -> Option<Span> {
        let blocks = self.block.body.blocks_of("lifecycle");
        let mut given = blocks.filter_map(|block| block.body.attribute("ignore_changes"));
        given.find_map(|given| entry_for(&given.value, path))
    }
}

fn entry_for(given: &Expression, path: &[&str]) -> Option<Span> {
    let ExpressionKind::Tuple(entries) = &given.kind else {
        return is_everything(given).then_some(given.span);
    };
    let names = |entry: &Expression| is_everything(entry) || meets(entry, path);
    entries
        .iter()
        .find(|entry| names(entry))
        .map(|entry| entry.span)
}

/// `all`, and `"*"` as Terraform before 0.12 had it.
fn is_everything(entry: &Expression) -> bool {
    let is_all = |text: &str| matches!(text, "all" | "*");
    match as_reference(entry) {
        Some((root, [])) => root == "all",
        _ => entry.as_str().is_some_and(is_all),
    }
}

/// Whether one of the two paths leads into the other. An entry may stand in quotes, as before 0.12.
fn meets(entry: &Expression, path: &[&str]) -> bool {
    if let Some(text) = entry.as_str() {
        let is_name = |part: &&str| part.parse::<u64>().is_err();
        return is_same(text.split('.').filter(is_name), path);
    }
    let Some((root, steps)) = as_reference(entry) else {
        return false;
    };
    let names = (0..steps.len()).filter(|at| !is_position(&steps[*at]));
    // A key that is no name may be any.
    let names = names.map_while(|at| step_name(steps, at));
    is_same(std::iter::once(root).chain(names), path)
}

fn is_position(step: &Step) -> bool {
    match &step.kind {
        StepKind::Attribute(_) => false,
        StepKind::Index(key) => matches!(key.kind, ExpressionKind::Number(_)),
        StepKind::LegacyIndex(_) | StepKind::AttributeSplat | StepKind::FullSplat => true,
    }
}

fn is_same<'n>(names: impl Iterator<Item = &'n str>, path: &[&str]) -> bool {
    names.zip(path).all(|(name, wanted)| name == *wanted)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::repo::{Repo, Syntax};
    use crate::source::Sources;

    /// The text of the entry that names a path in a service with these `ignore_changes`.
    fn entry(given: &str, path: &[&str]) -> Option<String> {
        let text = format!(
            "resource \"aws_ecs_service\" \"s\" {{\n  desired_count = 2\n  lifecycle {{\n    \
             create_before_destroy = true\n    ignore_changes = {given}\n  }}\n}}\n"
        );
        let sources = Sources::from_memory([("modules/m/main.tf", &*text)]);
        let (syntax, config) = (Syntax::new(&sources), Config::default());
        let repo = Repo::build(&sources, &syntax, &config);
        let found = repo.modules[0].resources["aws_ecs_service.s"].ignores(path);
        found.map(|span| sources.snippet(span).to_owned())
    }

    #[test]
    fn an_argument_is_named_by_itself_by_what_holds_it_and_by_a_part_of_it() {
        let named = |given, path: &[&str]| entry(given, path).is_some();
        assert!(named(
            "[task_definition, desired_count]",
            &["desired_count"]
        ));
        assert!(!named("[task_definition]", &["desired_count"]));
        assert!(!named("[]", &["desired_count"]));
        let subnets = ["network_configuration", "subnets"];
        assert!(named("[network_configuration]", &subnets));
        assert!(named("[network_configuration[0].subnets]", &subnets));
        assert!(named("[network_configuration.0.subnets]", &subnets));
        assert!(!named(
            "[network_configuration[0].security_groups]",
            &subnets
        ));
        assert!(named("[tags[\"Release\"]]", &["tags"]));
        assert!(named("[tags[\"Release\"]]", &["tags", "Release"]));
        assert!(!named("[tags[\"Release\"]]", &["tags", "Name"]));
    }

    #[test]
    fn the_entry_is_told_and_all_are_named_by_all() {
        let found = |given, path| entry(given, &[path]);
        assert_eq!(
            found("[name, desired_count]", "desired_count").as_deref(),
            Some("desired_count")
        );
        assert_eq!(found("all", "desired_count").as_deref(), Some("all"));
        assert_eq!(found("[\"*\"]", "desired_count").as_deref(), Some("\"*\""));
        assert_eq!(
            found("[\"desired_count\"]", "desired_count").as_deref(),
            Some("\"desired_count\"")
        );
        assert_eq!(
            found(
                "[\"network_configuration.0.subnets\"]",
                "network_configuration"
            )
            .as_deref(),
            Some("\"network_configuration.0.subnets\"")
        );
        assert_eq!(found("var.what", "desired_count"), None);
    }
}
