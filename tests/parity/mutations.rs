//! Every mutation of an environment's own files that Terraform accepts and that changes what is made is exactly one
//! difference from a copy of the environment.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::compared;
use super::metamorphic::own;

/// One change, as the tests of mutations list them.
#[derive(serde::Deserialize)]
struct Mutation {
    id: String,
    file: Option<String>,
    find: Option<String>,
    put: Option<String>,
    #[serde(default)]
    remove: bool,
    #[serde(default)]
    also: Vec<Replacement>,
    #[serde(default)]
    add: Vec<Added>,
}

#[derive(serde::Deserialize)]
struct Replacement {
    file: String,
    find: String,
    put: String,
}

#[derive(serde::Deserialize)]
struct Added {
    file: String,
    text: String,
}

#[derive(serde::Deserialize)]
struct Table {
    #[serde(default)]
    fault: Vec<Mutation>,
    #[serde(default)]
    harmless: Vec<Mutation>,
}

type Files = BTreeMap<String, String>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutations")
}

/// The mutations of files of an environment that Terraform accepts, as it was recorded.
fn accepted() -> Vec<Mutation> {
    let verdicts = std::fs::read_to_string(folder().join("verdicts.tsv")).unwrap();
    let lines = verdicts.lines().filter(|line| !line.starts_with('#'));
    let accepted: BTreeSet<&str> = lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let id = cells.next()?;
            matches!(cells.next()?, "nothing" | "warning").then_some(id)
        })
        .collect();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder().join("tables")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let table: Table = toml::from_str(&text).unwrap();
        found.extend(table.fault);
        found.extend(table.harmless);
    }
    found.retain(|it| {
        let file = it.file.as_deref().unwrap_or_default();
        file.starts_with("live/") && accepted.contains(it.id.as_str())
    });
    found
}

/// A text about an environment, said of another: only where the name stands by itself, since `test` is in `latest`.
fn renamed(text: &str, environment: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(environment) {
        let (before, found) = rest.split_at(at);
        let behind = &found[environment.len()..];
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let is_part = is_letter(before.chars().last()) || is_letter(behind.chars().next());
        result.push_str(before);
        result.push_str(if is_part { environment } else { "staging" });
        rest = behind;
    }
    result + rest
}

impl Mutation {
    fn environment(&self) -> &str {
        self.file.as_deref().unwrap().split('/').nth(1).unwrap()
    }

    /// The environment with this change, and its copy without.
    fn files(&self) -> Files {
        let environment = self.environment();
        let mut files = own("modules");
        for (path, text) in own(&format!("live/{environment}")) {
            files.insert(renamed(&path, environment), renamed(&text, environment));
            files.insert(path, text);
        }
        let file = self.file.clone().unwrap();
        if let (Some(find), Some(put)) = (&self.find, &self.put) {
            self.replace(&mut files, &file, find, put);
        }
        for one in &self.also {
            self.replace(&mut files, &one.file, &one.find, &one.put);
        }
        for added in &self.add {
            files.insert(added.file.clone(), added.text.clone());
        }
        if self.remove {
            files.remove(&file).unwrap();
        }
        files
    }

    fn replace(&self, files: &mut Files, file: &str, find: &str, put: &str) {
        let text = files.get_mut(file).unwrap();
        assert!(text.contains(find), "{}: {find:?} in {file}", self.id);
        *text = text.replace(find, put);
    }
}

/// What a comparison with the copy tells: how many unexpected differences, and all that it says.
fn told(mutation: &Mutation) -> (usize, Vec<String>) {
    let comparison = compared(&mutation.files(), mutation.environment(), "staging");
    let differences = comparison.differences.iter();
    let uncertain = comparison.uncertain.iter();
    let told = differences
        .map(|it| {
            let mark = if it.is_unexpected() { "" } else { "(may be) " };
            format!("{mark}{} {} {}", it.rule, it.stack, it.path)
        })
        .chain(uncertain.map(|it| format!("? {} {}: {}", it.stack, it.path, it.reason)))
        .collect();
    let differences = comparison.differences.iter();
    (differences.filter(|it| it.is_unexpected()).count(), told)
}

#[test]
fn what_changes_a_system_is_one_difference_from_its_copy() {
    let mutations = accepted();
    let queue = Mutex::new(mutations.iter());
    let found = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let next = queue.lock().unwrap().next();
            let Some(mutation) = next else { return };
            let told = told(mutation);
            found.lock().unwrap().insert(mutation.id.as_str(), told);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let found = found.into_inner().unwrap();
    let silent: BTreeMap<&str, &str> = SILENT.iter().copied().collect();
    for (id, (unexpected, told)) in &found {
        let wanted = usize::from(!silent.contains_key(id));
        assert_eq!(*unexpected, wanted, "{id}: {told:#?}");
    }
    for (id, told) in EXPECTED {
        assert_eq!(found[id].1, *told, "{id}");
    }
    let lost = silent.keys().find(|id| !found.contains_key(*id));
    assert_eq!(lost, None);
}

/// Mutations that are no unexpected difference, and why.
const SILENT: &[(&str, &str)] = &[
    ("bool-as-text-in-tfvars", "Terraform converts it"),
    ("call-counted", "what is made has another key"),
    (
        "call-renamed-with-its-uses",
        "what is made has another name",
    ),
    (
        "definition-secret-without-source",
        "which secret it is is decided by AWS",
    ),
    ("extra-attribute-of-an-object", "nothing uses it"),
    ("extra-template-variable", "nothing uses it"),
    ("fargate-has-no-such-size", "production has more memory"),
    ("fargate-pair-unknown", "the reference has more memory"),
    ("fargate-pair-unknown-in-prod", "production has more memory"),
    ("fault-in-a-branch-never-taken", "nothing is made of it"),
    ("index-in-a-branch-never-taken", "nothing is made of it"),
    ("number-as-text-in-tfvars", "Terraform converts it"),
    (
        "prod-in-the-addresses-of-test",
        "each environment has its own addresses",
    ),
    (
        "provider-version-argument",
        "the lock file says which version it is",
    ),
    (
        "remote-state-of-another-stack",
        "the output that it reads is not there: nothing is known",
    ),
    (
        "stack-output-renamed-with-its-uses",
        "what it gives is the same",
    ),
    ("template-directive", "the text is the same"),
    ("tfvars-as-json", "the values are the same"),
    ("tfvars-undeclared", "nothing declares it"),
    ("tfvars-undeclared-in-prod", "nothing declares it"),
    (
        "variable-in-backend",
        "where the state is, and so what is made of it, is not known",
    ),
];

/// What each comes to: the rule, the stack and the path of the cause.
const EXPECTED: &[(&str, &[&str])] = &[
    (
        "another-service-is-watched",
        &["parity-input-value us-east-1/monitoring module.monitoring.service_names[0]"],
    ),
    (
        "container-listens-elsewhere",
        &["parity-container us-east-1/ecs file:configs/hello-world.json"],
    ),
    (
        "container-logs-nowhere",
        &["parity-container us-east-1/ecs file:configs/hello-world.json"],
    ),
    (
        "container-logs-to-another-group",
        &["parity-container us-east-1/ecs file:configs/hello-world.json"],
    ),
    (
        "container-logs-to-another-region",
        &["parity-container us-east-1/ecs file:configs/hello-world.json"],
    ),
    // The mutated production has more memory.
    (
        "fargate-has-no-such-size",
        &["(may be) parity-prod-weaker us-east-1/ecs var.services.hello-world.memory"],
    ),
    (
        "image-is-the-latest",
        &["parity-container us-east-1/ecs module.ecs.services.hello-world.container_definitions"],
    ),
    (
        "load-balancer-in-fewer-zones-than-tasks",
        &["parity-input-value us-east-1/alb module.alb.public_subnet_ids[2]"],
    ),
    (
        "one-nat-gateway-in-production",
        &["parity-prod-weaker us-east-1/vpc var.single_nat_gateway"],
    ),
    (
        "one-task-in-production",
        &["parity-prod-weaker us-east-1/ecs var.services.hello-world.min_capacity"],
    ),
    (
        "one-task-subnet-is-public",
        &["parity-input-value us-east-1/ecs module.ecs.private_subnet_ids[3]"],
    ),
    (
        "password-in-the-environment",
        &["parity-container us-east-1/ecs file:configs/hello-world.json"],
    ),
    // Each environment has its own addresses.
    ("prod-in-the-addresses-of-test", &[]),
    (
        "production-cannot-grow",
        &["parity-prod-weaker us-east-1/ecs var.services.hello-world.max_capacity"],
    ),
    (
        "production-watches-test",
        &["parity-input-value us-east-1/monitoring data.terraform_remote_state.alb.config.key"],
    ),
    (
        "tasks-in-one-subnet-twice",
        &["parity-input-value us-east-1/ecs module.ecs.private_subnet_ids[1]"],
    ),
    (
        "tasks-in-public-subnets",
        &["parity-input-value us-east-1/ecs module.ecs.private_subnet_ids[0]"],
    ),
];
