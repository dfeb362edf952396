//! The mocked apply of all stacks, each after those whose states it reads.
//!
//! What AWS would decide is made up by the mock, at random and so unlike anything else; only ARNs are given, since
//! their form is looked at. Data sources that need no service are answered by the real provider, through a
//! second provider configuration that is put into the modules.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use iaclint::address::{ResourceAddress, ResourceMode};
use iaclint::plan::Plan;
use iaclint::repo::StackId;
use serde_json::Value as Json;

use super::estate::Estate;
use super::ours;
use super::state::{self, State, States};

/// What the provider computes without a service.
const COMPUTED: &[&str] = &["aws_iam_policy_document", "aws_partition", "aws_region"];

/// Attributes that the provider or the modules refuse unless they look like what they are: type or `*`, attribute, and
/// what each is given, which eight characters of its own follow.
pub(crate) const FORMS: &[(&str, &str, &str)] = &[
    ("*", "arn", "arn:aws:mock:us-east-1:123456789012:mock/"),
    ("aws_lb", "arn_suffix", "app/mock/"),
    ("aws_lb_target_group", "arn_suffix", "targetgroup/mock/"),
];

/// Whether the real provider answers for it.
pub(crate) fn is_computed(address: &ResourceAddress) -> bool {
    address.mode == ResourceMode::Data && COMPUTED.contains(&&*address.kind)
}

/// Applies all stacks, two at a time.
pub(crate) fn all(estate: &Estate, provider: &Path, plan: &Plan<'_>) -> States {
    let settings = format!(
        "provider_installation {{\n  dev_overrides {{\n    \"hashicorp/aws\" = {}\n  }}\n  direct {{}}\n}}\n",
        Json::from(provider.display().to_string())
    );
    estate.write("settings.tfrc", &settings);
    compute_for_real(estate, plan);
    let mut left: BTreeSet<StackId> = plan.repo.stacks().map(|(id, _)| id).collect();
    let mut states = States::new();
    while !left.is_empty() {
        let is_ready = |id: &StackId| plan.stack(*id).producers().is_disjoint(&left);
        let ready: Vec<StackId> = left.iter().copied().filter(is_ready).collect();
        assert!(!ready.is_empty(), "stacks read each other in a circle");
        let tests: Vec<(StackId, String)> = ready
            .iter()
            .map(|id| (*id, test_file(plan, *id, &states)))
            .collect();
        states.extend(apply_some(estate, plan, tests));
        left.retain(|id| !ready.contains(id));
    }
    states
}

fn apply_some(estate: &Estate, plan: &Plan<'_>, tests: Vec<(StackId, String)>) -> States {
    let queue = Mutex::new(tests.into_iter());
    let done = Mutex::new(States::new());
    let work = || {
        loop {
            let next = queue.lock().unwrap().next();
            let Some((id, test)) = next else { return };
            let path = ours::path(plan, id);
            let state = apply(estate, path, &test);
            done.lock().unwrap().insert(path.to_owned(), state);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    done.into_inner().unwrap()
}

fn apply(estate: &Estate, path: &str, test: &str) -> State {
    estate.write(&format!("{path}/mocked.tftest.hcl"), test);
    let run = |arguments: &[&str]| {
        let output = Command::new("terraform")
            .args(arguments)
            .current_dir(estate.folder.join(path))
            .env("TF_CLI_CONFIG_FILE", estate.folder.join("settings.tfrc"))
            .env("CHECKPOINT_DISABLE", "1")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env_remove("TF_WORKSPACE")
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    run(&["get", "-no-color"]);
    let log = run(&["test", "-no-color", "-json", "-verbose"]);
    state::read(&log).unwrap_or_else(|complaint| panic!("{path} was not applied:\n{complaint}"))
}

/// Puts a second provider configuration into every module that has data sources that need no service.
fn compute_for_real(estate: &Estate, plan: &Plan<'_>) {
    let mut folders: BTreeMap<String, String> = BTreeMap::new();
    for (id, _) in plan.repo.stacks() {
        for instance in &plan.stack(id).modules {
            let module = plan.repo.module(instance.module);
            let folder = &plan.repo.sources.directory(module.directory).path;
            let mut text = String::new();
            for resource in module.resources.values() {
                if resource.mode == ResourceMode::Data && COMPUTED.contains(&resource.kind) {
                    let (kind, name) = (resource.kind, resource.name);
                    let _ = writeln!(
                        text,
                        "data {kind:?} {name:?} {{\n  provider = aws.computed\n}}"
                    );
                }
            }
            if !text.is_empty() {
                folders.insert(folder.clone(), text);
            }
        }
    }
    for (folder, text) in folders {
        estate.write(&format!("{folder}/computed_override.tf"), &text);
        estate.write(&format!("{folder}/computed.tf"), SECOND_PROVIDER);
    }
}

const SECOND_PROVIDER: &str = r#"provider "aws" {
  alias                       = "computed"
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
"#;

fn test_file(plan: &Plan<'_>, id: StackId, states: &States) -> String {
    let account = ours::variable(plan, id, "account_id").unwrap_or("123456789012");
    let mut text = format!(
        "mock_provider \"aws\" {{\n  mock_data \"aws_caller_identity\" {{\n    defaults = {{ account_id = {account:?}, id = {account:?} }}\n  }}\n}}\n"
    );
    for (at, instance) in ours::instances(plan, id).enumerate() {
        let address = &instance.owner.address;
        let is_given = |kind: &str, name: &str| {
            (kind == "*" || kind == &*address.kind)
                && ours::attributes(instance)
                    .any(|(own, value)| own == name && ours::is_own(instance, own, value))
        };
        let mut values = Vec::new();
        for (number, (kind, name, form)) in FORMS.iter().enumerate() {
            if address.mode == ResourceMode::Managed && is_given(kind, name) {
                values.push(format!("{name} = \"{form}{number}{:03}{at:04}\"", id.0));
            }
        }
        if !values.is_empty() {
            let values = values.join(", ");
            let _ = writeln!(
                text,
                "override_resource {{\n  target = {address}\n  values = {{ {values} }}\n}}"
            );
        }
    }
    for read in &plan.stack(id).reads {
        assert_eq!(
            read.producers.len(),
            1,
            "{} reads one state",
            read.owner.address
        );
        let producer = &states[ours::path(plan, read.producers[0])];
        let outputs = producer.outputs.iter();
        let outputs = outputs.map(|(name, value)| (name.clone(), value.clone()));
        let outputs = hcl(&Json::Object(outputs.collect()));
        let _ = writeln!(
            text,
            "override_data {{\n  target = {}\n  values = {{ outputs = {outputs} }}\n}}",
            read.owner.address
        );
    }
    text.push_str("run \"apply\" {\n  command = apply\n}\n");
    text
}

/// A value in Terraform's language.
fn hcl(value: &Json) -> String {
    match value {
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(hcl).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(entries) => {
            let entries = entries.iter();
            let entries: Vec<String> = entries
                .map(|(name, value)| format!("{} = {}", Json::from(name.as_str()), hcl(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        other => other.to_string().replace("${", "$${").replace("%{", "%%{"),
    }
}
