//! How long a whole `iaclint check` takes, start-up included, and how that grows.
//!
//! `cargo bench` generates repositories of 1,000 and 10,000 files in a temporary folder, runs the program on them
//! and on this repository, and prints the median of several runs and the peak of resident memory.

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a table of rounded numbers is the result"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Files that one generated stack has.
const FILES_PER_STACK: usize = 6;
/// Files that one generated module has.
const FILES_PER_MODULE: usize = 4;

fn main() {
    let scratch = std::env::temp_dir().join(format!("iaclint-bench-{}", std::process::id()));
    println!(
        "{:<24} {:>8} {:>10} {:>10} {:>10} {:>12}",
        "repository", "files", "MiB", "median ms", "best ms", "peak MiB"
    );
    for files in [1_000, 10_000] {
        let root = scratch.join(files.to_string());
        let bytes = generate(&root, files);
        measure(&format!("generated, {files}"), &root, files, bytes, 7);
    }
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    measure(
        "this repository",
        own,
        count(&own.join("live")) + count(&own.join("modules")),
        0,
        15,
    );
    let _ = fs::remove_dir_all(&scratch);
}

fn measure(name: &str, root: &Path, files: usize, bytes: usize, runs: usize) {
    let mut times = Vec::new();
    let mut peak = 0;
    for _ in 0..=runs {
        let (time, memory) = run(root);
        times.push(time);
        peak = peak.max(memory);
    }
    // The first run warms the file system's cache and is not counted.
    times.remove(0);
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    println!(
        "{name:<24} {files:>8} {:>10.1} {:>10.1} {:>10.1} {:>12.1}",
        bytes as f64 / 1_048_576.0,
        ms(times[times.len() / 2]),
        ms(times[0]),
        peak as f64 / 1_024.0,
    );
}

/// Runs the program once: how long it took, and its peak of resident memory in KiB where the system tells.
fn run(root: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_iaclint"))
        .args(["check", "--color", "never", "--root"])
        .arg(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if child
            .try_wait()
            .expect("the program can be waited for")
            .is_some()
        {
            return (start.elapsed(), peak);
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let memory = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        peak = peak.max(memory.unwrap_or(0));
        std::thread::sleep(Duration::from_micros(300));
    }
}

/// Writes a repository of about `files` files and gives the number of bytes.
fn generate(root: &Path, files: usize) -> usize {
    let modules = files / 50;
    let stacks = (files - modules * FILES_PER_MODULE) / FILES_PER_STACK;
    let mut bytes = 0;
    let mut write = |path: PathBuf, text: String| {
        fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("folders can be made");
        bytes += text.len();
        fs::write(path, text).expect("files can be written");
    };
    for module in 0..modules {
        let folder = root.join(format!("modules/aws/module-{module:04}"));
        write(folder.join("main.tf"), module_main());
        write(folder.join("variables.tf"), module_variables());
        write(folder.join("outputs.tf"), module_outputs());
        write(folder.join("versions.tf"), VERSIONS.to_owned());
    }
    for stack in 0..stacks {
        let environment = ["prod", "test"][stack % 2];
        let path = format!("live/{environment}/us-east-1/stack-{:05}", stack / 2);
        let folder = root.join(&path);
        let bucket = format!("shop-{environment}-terraform-state");
        write(
            folder.join("main.tf"),
            stack_main(stack, modules, environment, &bucket),
        );
        write(folder.join("variables.tf"), module_variables());
        write(folder.join("outputs.tf"), stack_outputs());
        write(folder.join("versions.tf"), stack_versions(&path, &bucket));
        write(folder.join("terraform.tfvars"), tfvars(environment, stack));
        write(folder.join("locals.tf"), locals());
    }
    bytes
}

const VERSIONS: &str = r#"terraform {
  required_version = ">= 1.10, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.80, < 6.0"
    }
  }
}
"#;

fn module_main() -> String {
    let mut text = String::new();
    for at in 0..12 {
        let _ = write!(
            text,
            r#"# One group for each part of the service, so that what each may reach is written in one place.
resource "aws_security_group" "part_{at}" {{
  name_prefix = "${{var.name}}-{at}-"
  description = "Part {at} of ${{var.name}}"
  vpc_id      = var.vpc_id

  dynamic "ingress" {{
    for_each = {{ for rule in var.rules : rule.name => rule if rule.part == {at} }}

    content {{
      description = ingress.key
      from_port   = ingress.value.from_port
      to_port     = try(ingress.value.to_port, ingress.value.from_port)
      protocol    = "tcp"
      cidr_blocks = ingress.value.cidr_blocks
    }}
  }}

  tags = merge(var.tags, {{
    Name = format("%s-%02d", var.name, {at})
  }})

  lifecycle {{
    create_before_destroy = true
  }}
}}

"#
        );
    }
    text
}

fn module_variables() -> String {
    let mut text = String::new();
    for (name, kind) in [
        ("name", "string"),
        ("environment", "string"),
        ("vpc_id", "string"),
        ("rules", "list(any)"),
        ("tags", "map(string)"),
    ] {
        let _ = write!(
            text,
            "variable \"{name}\" {{\n  description = \"The {name} that everything made here has.\"\n  type        = {kind}\n}}\n\n"
        );
    }
    text
}

fn module_outputs() -> String {
    let mut text = String::new();
    for at in 0..12 {
        let _ = write!(
            text,
            "output \"group_{at}\" {{\n  description = \"The group of part {at}.\"\n  value       = aws_security_group.part_{at}.id\n}}\n\n"
        );
    }
    text
}

fn stack_main(stack: usize, modules: usize, environment: &str, bucket: &str) -> String {
    let mut text = String::new();
    for call in 0..4 {
        let module = (stack * 7 + call * 13) % modules;
        let _ = write!(
            text,
            r#"module "part_{call}" {{
  source = "../../../../modules/aws/module-{module:04}"

  name        = "${{var.name}}-{call}"
  environment = var.environment
  vpc_id      = data.terraform_remote_state.network.outputs.part_0
  tags        = local.tags

  rules = [
    {{ name = "web", part = 0, from_port = 80, to_port = 80, cidr_blocks = ["10.0.0.0/8"] }},
    {{ name = "web-tls", part = 1, from_port = 443, to_port = 443, cidr_blocks = var.rules[*].cidr }},
  ]
}}

"#
        );
    }
    let _ = write!(
        text,
        r#"data "terraform_remote_state" "network" {{
  backend = "s3"

  config = {{
    bucket = "{bucket}"
    key    = "live/{environment}/us-east-1/stack-00000/terraform.tfstate"
    region = "us-east-1"
  }}
}}
"#
    );
    text
}

fn stack_outputs() -> String {
    let mut text = String::new();
    for call in 0..4 {
        let _ = write!(
            text,
            "output \"part_{call}\" {{\n  description = \"The first group of part {call}.\"\n  value       = module.part_{call}.group_0\n}}\n\n"
        );
    }
    text
}

fn stack_versions(path: &str, bucket: &str) -> String {
    format!(
        r#"terraform {{
  required_version = "~> 1.11"

  required_providers {{
    aws = {{
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }}
  }}

  backend "s3" {{
    bucket       = "{bucket}"
    key          = "{path}/terraform.tfstate"
    region       = "us-east-1"
    encrypt      = true
    use_lockfile = true
  }}
}}

provider "aws" {{
  region              = "us-east-1"
  allowed_account_ids = ["111111111111"]

  default_tags {{
    tags = local.tags
  }}
}}
"#
    )
}

fn tfvars(environment: &str, stack: usize) -> String {
    format!(
        "name        = \"part-{stack:05}\"\nenvironment = \"{environment}\"\nvpc_id      = \"vpc-0123456789abcdef0\"\ntags = {{\n  team = \"shop\"\n}}\nrules = [\n  {{ cidr = \"10.0.0.0/16\" }},\n]\n"
    )
}

fn locals() -> String {
    let names: Vec<String> = (0..20).map(|at| format!("local.name_{at}")).collect();
    let mut text = format!(
        "locals {{\n  tags = merge(var.tags, {{\n    Environment = var.environment\n    Names       = join(\"-\", [{}])\n    Vpc         = var.vpc_id\n  }})\n",
        names.join(", ")
    );
    for at in 0..20 {
        let _ = writeln!(
            text,
            "  name_{at} = \"${{var.name}}-{at}-${{length(var.tags)}}\""
        );
    }
    text.push_str("}\n");
    text
}

/// Files below a folder.
fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| {
            if entry.path().is_dir() {
                count(&entry.path())
            } else {
                1
            }
        })
        .sum()
}
