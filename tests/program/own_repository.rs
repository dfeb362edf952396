//! The repository that iaclint lives in is the first that it keeps.

use std::fs;
use std::path::Path;

use crate::scratch::{Run, Scratch, program};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of what is judged, to be broken.
fn copy(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    for folder in ["live", "modules", "policies", ".github", "docker"] {
        copy_folder(&root().join(folder), &scratch.0.join(folder));
    }
    fs::copy(root().join("iaclint.toml"), scratch.0.join("iaclint.toml")).unwrap();
    scratch
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true if entry.file_name() == ".terraform" => {}
            true => copy_folder(&entry.path(), &target),
            false => {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }
}

#[test]
fn it_is_clean_down_to_the_last_note() {
    let output = program(root())
        .args(["check", "--fail-on", "note"])
        .output()
        .unwrap();
    let run = Run::from(output);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

#[test]
fn two_swapped_state_keys_are_named_as_a_pair_at_their_lines() {
    let scratch = copy("swapped");
    let file = |stack: &str| format!("live/prod/us-east-1/{stack}/versions.tf");
    let (vpc, alb) = (
        "live/prod/us-east-1/vpc/terraform.tfstate",
        "live/prod/us-east-1/alb/terraform.tfstate",
    );
    for (stack, from, to) in [("vpc", vpc, alb), ("alb", alb, vpc)] {
        let path = scratch.0.join(file(stack));
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        fs::write(&path, text.replace(from, to)).unwrap();
    }
    let run = scratch.run(&[]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.out.contains("error[state-key-path]"), "{}", run.out);
    for stack in ["vpc", "alb"] {
        assert!(
            run.out.contains(&file(stack)),
            "the place in {stack} is shown: {}",
            run.out
        );
    }
    let shown: Vec<&str> = run.out.trim_end().lines().map(str::trim_end).collect();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(
        readme.contains(&shown.join("\n")),
        "the README shows something else: {}",
        run.out
    );
    let json: serde_json::Value =
        serde_json::from_str(&scratch.run(&["report", "-f", "json"]).out).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let of_keys = findings
        .iter()
        .filter(|finding| finding["rule"] == "state-key-path")
        .count();
    assert_eq!(
        (of_keys, findings.len()),
        (1, 1),
        "a swapped pair is one finding: {findings:#?}"
    );
}

#[test]
fn the_value_that_the_readme_asks_for_is_still_that() {
    let scratch = copy("why");
    let run = scratch.run(&["why", "prod/ecs", "module.ecs.var.private_subnet_ids"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(
        readme.contains(&run.out),
        "the README shows something else: {}",
        run.out
    );
}

#[test]
fn a_copied_state_key_is_never_missed() {
    let scratch = copy("copied");
    let path = scratch.0.join("live/test/us-east-1/ecs/versions.tf");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace(
            "us-east-1/ecs/terraform.tfstate",
            "us-east-1/alb/terraform.tfstate",
        ),
    )
    .unwrap();
    let run = scratch.run(&[]);
    assert_eq!(run.status, 1);
    assert!(
        run.out.contains("error[state-key-duplicate]"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("live/test/us-east-1/ecs/versions.tf"),
        "{}",
        run.out
    );
}

/// Everything from the first line of a block to its closing brace.
fn block(text: &str, first_line: &str) -> String {
    let start = text.find(first_line).unwrap();
    let length = text[start..].find("\n}\n").unwrap() + "\n}\n".len();
    text[start..start + length].to_owned()
}

#[test]
fn a_road_that_is_cut_and_a_door_that_is_left_open_are_told() {
    let resource = |kind: &str, name: &str| format!("resource \"{kind}\" \"{name}\" {{");
    let egress = |name: &str| resource("aws_vpc_security_group_egress_rule", name);
    let ingress = |name: &str| resource("aws_vpc_security_group_ingress_rule", name);
    let (alb, ecs, vpc) = (
        "modules/aws/alb/main.tf",
        "modules/aws/ecs/main.tf",
        "modules/aws/vpc/main.tf",
    );
    // The block that goes or is changed, what is changed in it, and what is told, in both environments.
    let cases = [
        (ecs, egress("alb_to_tasks"), None, "alb-cannot-reach-tasks"),
        (
            ecs,
            ingress("tasks_from_alb"),
            None,
            "alb-cannot-reach-tasks",
        ),
        (ecs, egress("tasks_https"), None, "ecs-task-egress"),
        (
            ecs,
            ingress("tasks_from_alb"),
            Some((
                "referenced_security_group_id = var.alb_security_group_id",
                "cidr_ipv4 = \"0.0.0.0/0\"",
            )),
            "ecs-ingress-not-alb-only",
        ),
        (
            ecs,
            "data \"aws_iam_policy_document\" \"trust\" {".to_owned(),
            Some(("ecs-tasks.amazonaws.com", "ecs.amazonaws.com")),
            "ecs-execution-role",
        ),
        (
            ecs,
            "data \"aws_iam_policy_document\" \"execution\" {".to_owned(),
            Some(("\"ecr:GetAuthorizationToken\"", "\"ecr:DescribeImages\"")),
            "ecs-execution-role",
        ),
        (alb, ingress("world"), None, "alb-sg-ports"),
        (
            alb,
            ingress("world"),
            Some(("to_port           = tonumber(each.key)", "to_port = 65535")),
            "net-sg-open-admin",
        ),
        (
            vpc,
            resource("aws_route", "private_nat"),
            None,
            "net-private-no-egress",
        ),
        (
            vpc,
            resource("aws_default_security_group", "this"),
            None,
            "net-default-sg",
        ),
    ];
    let scratch = copy("roads");
    for (file, first_line, change, rule) in cases {
        let path = scratch.0.join(file);
        let text = fs::read_to_string(&path).unwrap();
        let old = block(&text, &first_line);
        let new = change.map_or_else(String::new, |(from, to)| {
            assert!(old.contains(from), "{first_line}");
            old.replace(from, to)
        });
        // What is named in `depends_on` goes as well.
        let name: Vec<&str> = first_line.split('"').collect();
        let mut changed = text.replace(&old, &new);
        if change.is_none() {
            changed = changed.replace(&format!("    {}.{},\n", name[1], name[3]), "");
        }
        fs::write(&path, changed).unwrap();
        let run = scratch.run(&["report", "-f", "json"]);
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let findings = json["findings"].as_array().unwrap();
        let found = findings.iter().filter(|finding| finding["rule"] == rule);
        let stacks = found.map(|finding| finding["instances"].as_array().unwrap().len());
        assert_eq!(
            stacks.sum::<usize>(),
            2,
            "{rule} for {first_line}: {findings:#?}"
        );
        fs::write(&path, text).unwrap();
    }
}
