//! What stacks read from the states of others.

use super::{DUPLICATE, OUTPUT, PATH, failures, s3};

/// The output `vpc_id` of `prod/vpc`, and a stack `prod/app` that holds `text`.
fn reading(text: &str) -> Vec<String> {
    let producer = s3("states", "vpc") + "output \"vpc_id\" {\n  value = 1\n}\n";
    let reader = s3("states", "app")
        + "data \"terraform_remote_state\" \"vpc\" {\n  backend = \"s3\"\n  config = {\n    bucket = \"states\"\n    key = \"vpc\"\n  }\n}\n"
        + text;
    failures(
        OUTPUT,
        &[("prod/vpc/m.tf", &producer), ("prod/app/m.tf", &reader)],
    )
}

#[test]
fn an_output_that_is_not_there_is_found_however_it_is_read() {
    for text in [
        "output \"o\" {\n  value = data.terraform_remote_state.vpc.outputs.subnets\n}\n",
        "output \"o\" {\n  value = data.terraform_remote_state.vpc.outputs[\"subnets\"]\n}\n",
        "output \"o\" {\n  value = \"x-${data.terraform_remote_state.vpc.outputs.subnets[0].id}\"\n}\n",
        "locals {\n  net = data.terraform_remote_state.vpc.outputs\n}\nresource \"x\" \"y\" {\n  z = [local.net.subnets]\n}\n",
        "locals {\n  net = data.terraform_remote_state.vpc\n}\nresource \"x\" \"y\" {\n  z {\n    a = local.net.outputs.subnets\n  }\n}\n",
        "output \"o\" {\n  value = [for s in [1] : data.terraform_remote_state.vpc.outputs.subnets]\n}\n",
        "output \"o\" {\n  value = { for k, v in { a = { s = [1] } } : k => [for s in v.s : data.terraform_remote_state.vpc.outputs.subnets[s]] }\n}\n",
        "output \"o\" {\n  value = [for v in [{ on = false }, { on = true }] : v.on ? data.terraform_remote_state.vpc.outputs.subnets : null]\n}\n",
        "module \"m\" {\n  source = \"./m\"\n  a = true ? data.terraform_remote_state.vpc.outputs.subnets : null\n}\n",
    ] {
        let found = reading(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(
            found[0].contains("subnets") && found[0].contains("it has vpc_id"),
            "{found:?}"
        );
    }
}

#[test]
fn an_output_that_is_there_or_need_not_be_is_fine() {
    for text in [
        "output \"o\" {\n  value = data.terraform_remote_state.vpc.outputs.vpc_id\n}\n",
        "output \"o\" {\n  value = data.terraform_remote_state.vpc.outputs\n}\n",
        "output \"o\" {\n  value = try(data.terraform_remote_state.vpc.outputs.subnets, [])\n}\n",
        "output \"o\" {\n  value = can(data.terraform_remote_state.vpc.outputs.subnets)\n}\n",
        "variable \"v\" {}\noutput \"o\" {\n  value = var.v ? data.terraform_remote_state.vpc.outputs.subnets : null\n}\n",
        "variable \"v\" {}\nresource \"x\" \"y\" {\n  count = var.v\n  z = data.terraform_remote_state.vpc.outputs.subnets\n}\n",
        "resource \"x\" \"y\" {\n  count = 0\n  z = data.terraform_remote_state.vpc.outputs.subnets\n}\n",
        "output \"o\" {\n  value = [for s in [1] : data.terraform_remote_state.vpc.outputs.subnets if s > 1]\n}\n",
        "variable \"v\" {}\noutput \"o\" {\n  value = [for s in var.v : data.terraform_remote_state.vpc.outputs.subnets]\n}\n",
        "output \"o\" {\n  value = { for k, v in { a = { s = [] } } : k => [for s in v.s : data.terraform_remote_state.vpc.outputs.subnets[s]] }\n}\n",
        "output \"o\" {\n  value = { for k, v in { a = { s = [1] } } : k => [for s in v.s : data.terraform_remote_state.vpc.outputs.subnets[s]] if k != \"a\" }\n}\n",
        "output \"o\" {\n  value = [for v in [{ on = false }] : v.on ? data.terraform_remote_state.vpc.outputs.subnets : null]\n}\n",
        "output \"o\" {\n  value = [for s in [] : data.terraform_remote_state.vpc.outputs.subnets]\n}\n",
    ] {
        assert_eq!(reading(text), Vec::<String>::new(), "{text}");
    }
}

/// What is found where a module reads an output that the state does not have: `argument` is what its call says,
/// `declared` what it declares, and `key` the state's key as it writes it.
fn reading_in_module(argument: &str, declared: &str, key: &str) -> Vec<String> {
    let producer = s3("states", "vpc") + "output \"vpc_id\" {\n  value = 1\n}\n";
    let call = format!("module \"net\" {{\n  source = \"../../modules/net\"\n  {argument}\n}}\n");
    let reader = s3("states", "app") + &call;
    let module = format!(
        "{declared}data \"terraform_remote_state\" \"vpc\" {{\n  backend = \"s3\"\n  config = {{\n    bucket = \"states\"\n    key = {key}\n  }}\n}}\noutput \"o\" {{\n  value = data.terraform_remote_state.vpc.outputs.subnets\n}}\n"
    );
    let files = [
        ("prod/vpc/m.tf", producer.as_str()),
        ("prod/app/m.tf", &reader),
        ("modules/net/m.tf", &module),
    ];
    failures(OUTPUT, &files)
}

#[test]
fn an_output_read_inside_a_module_is_found_at_the_reference() {
    let found = reading_in_module("key = \"vpc\"", "variable \"key\" {}\n", "var.key");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("modules/net/m.tf: prod/app reads the output subnets"),
        "{found:?}"
    );
}

#[test]
fn a_state_is_read_in_the_workspace_that_is_asked_for() {
    let producer = |name: &str| {
        s3("states", "vpc").replace(
            "    key",
            &format!("    workspace_key_prefix = \"{name}\"\n    key"),
        )
    };
    let reader = |prefix: &str| {
        s3("states", "app")
            + &format!(
                "data \"terraform_remote_state\" \"vpc\" {{\n  backend = \"s3\"\n  workspace = \"prod\"\n  config = {{\n    bucket = \"states\"\n    key = \"vpc\"\n    workspace_key_prefix = \"{prefix}\"\n  }}\n}}\noutput \"o\" {{\n  value = data.terraform_remote_state.vpc.outputs.none\n}}\n"
            )
    };
    let judge = |prefix: &str| {
        let (producer, reader) = (producer("network"), reader(prefix));
        failures(OUTPUT, &[("vpc/m.tf", &producer), ("app/m.tf", &reader)]).len()
    };
    assert_eq!((judge("network"), judge("other")), (1, 0));
}

/// Real repositories read `env:/NAME/KEY`, or the prefix and name written out, instead of naming a workspace.
#[test]
fn a_key_with_a_workspace_written_out_leads_to_the_stack() {
    let producer = s3("states", "vpc.tfstate");
    let prefixed = producer.replace("    key", "    workspace_key_prefix = \"net\"\n    key");
    let reader = |key: &str| {
        s3("states", "app")
            + &format!(
                "data \"terraform_remote_state\" \"vpc\" {{\n  backend = \"s3\"\n  config = {{\n    bucket = \"states\"\n    key = \"{key}\"\n  }}\n}}\noutput \"o\" {{\n  value = data.terraform_remote_state.vpc.outputs.none\n}}\n"
            )
    };
    let judge = |producer: &str, key: &str| {
        failures(
            OUTPUT,
            &[("vpc/m.tf", producer), ("app/m.tf", &reader(key))],
        )
        .len()
    };
    assert_eq!(judge(&producer, "env:/prod/vpc.tfstate"), 1);
    assert_eq!(judge(&prefixed, "net/live-1/vpc.tfstate"), 1);
    assert_eq!(judge(&prefixed, "env:/prod/vpc.tfstate"), 0);
}

/// Readers of a stack whose key is wrong would all complain: the key alone is reported.
#[test]
fn what_is_read_through_a_wrong_key_is_not_reported_too() {
    let mut files = Vec::new();
    for stack in ["vpc", "alb", "ecs", "ecr"] {
        let key = match stack {
            "alb" => "ecs",
            "ecs" => "alb",
            other => other,
        };
        let mut text = s3("states", &format!("prod/{key}.tfstate"));
        let output = format!("output \"of_{stack}\" {{\n  value = 1\n}}\n");
        text += &output;
        if stack == "ecr" {
            text += "data \"terraform_remote_state\" \"alb\" {\n  backend = \"s3\"\n  config = {\n    bucket = \"states\"\n    key = \"prod/alb.tfstate\"\n  }\n}\noutput \"o\" {\n  value = data.terraform_remote_state.alb.outputs.of_alb\n}\n";
        }
        files.push((format!("live/prod/us-east-1/{stack}/main.tf"), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    assert_eq!(failures(PATH, &files).len(), 1);
    assert_eq!(failures(OUTPUT, &files), Vec::<String>::new());
}

#[test]
fn a_copied_key_leaves_no_reader_unresolved() {
    let mut files = Vec::new();
    for stack in ["vpc", "alb", "ecs"] {
        let key = if stack == "alb" { "vpc" } else { stack };
        let mut text = s3("states", &format!("prod/{key}.tfstate"));
        if stack == "ecs" {
            text += "data \"terraform_remote_state\" \"alb\" {\n  backend = \"s3\"\n  config = {\n    bucket = \"states\"\n    key = \"prod/alb.tfstate\"\n  }\n}\n";
        }
        files.push((format!("live/prod/us-east-1/{stack}/main.tf"), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    assert_eq!(failures(DUPLICATE, &files).len(), 1);
    assert_eq!(
        failures("state-remote-unresolved", &files),
        Vec::<String>::new()
    );
}

/// Two stacks that write states, and one that reads both with one data source.
fn reading_each(outputs: [&str; 2], text: &str) -> Vec<String> {
    let producer = |key: &str, output: &str| {
        s3("states", key) + &format!("output \"{output}\" {{\n  value = 1\n}}\n")
    };
    let reader = s3("states", "app")
        + "data \"terraform_remote_state\" \"net\" {\n  for_each = toset([\"vpc\", \"dns\"])\n  backend = \"s3\"\n  config = {\n    bucket = \"states\"\n    key = each.key\n  }\n}\n"
        + text;
    let (vpc, dns) = (producer("vpc", outputs[0]), producer("dns", outputs[1]));
    let files = [
        ("prod/vpc/m.tf", vpc.as_str()),
        ("prod/dns/m.tf", &dns),
        ("prod/app/m.tf", &reader),
    ];
    failures(OUTPUT, &files)
}

#[test]
fn an_output_that_no_instance_of_a_data_source_has_is_found_once() {
    let text = "output \"o\" {\n  value = data.terraform_remote_state.net[var.x].outputs.subnets\n}\nvariable \"x\" {}\n";
    let found = reading_each(["id", "zone"], text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        reading_each(["subnets", "zone"], text),
        Vec::<String>::new(),
        "it may be the instance that has it"
    );
}

#[test]
fn a_fault_in_a_module_with_several_instances_is_one_finding() {
    let found = reading_in_module("count = 3", "", "\"vpc\"");
    assert_eq!(found.len(), 1, "{found:?}");
}
