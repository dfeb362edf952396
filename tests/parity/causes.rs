//! Each difference at its cause, with what follows from it.

use super::{application, compared, expected, pair, unexpected, with};

const PROD: &str = "live/prod/us-east-1/app/terraform.tfvars";
const TEST: &str = "live/test/us-east-1/app/terraform.tfvars";

#[test]
fn one_word_that_switches_nat_off_in_production_is_seen_for_what_it_does() {
    let files = with(
        application(),
        PROD,
        "single_nat_gateway = false",
        "single_nat_gateway = true",
    );
    let found = compared(&files, "prod", "test");
    assert_eq!(
        unexpected(&found),
        ["parity-prod-weaker us-east-1/app var.single_nat_gateway: true / false reference weaker"]
    );
    let follows: Vec<&str> = found.differences[0]
        .follows
        .iter()
        .map(|it| it.path.as_str())
        .collect();
    assert_eq!(
        follows,
        [
            "resource.module.app.aws_eip.nat",
            "resource.module.app.aws_nat_gateway.this"
        ]
    );
}

#[test]
fn a_smaller_test_environment_is_expected() {
    let files = with(
        application(),
        TEST,
        "single_nat_gateway = false",
        "single_nat_gateway = true",
    );
    let files = with(files, TEST, "m5.large", "m5.small");
    let files = with(
        files,
        TEST,
        r#"["us-east-1a", "us-east-1b"]"#,
        r#"["us-east-1a"]"#,
    );
    let files = with(
        files,
        TEST,
        "protect            = true",
        "protect            = false",
    );
    let found = compared(&files, "prod", "test");
    assert_eq!(unexpected(&found), [""; 0]);
    assert_eq!(expected(&found).len(), 4, "{:#?}", expected(&found));
}

#[test]
fn a_smaller_or_less_guarded_production_is_not() {
    let files = with(application(), PROD, "m5.large", "m5.small");
    let files = with(
        files,
        PROD,
        "protect            = true",
        "protect            = false",
    );
    assert_eq!(
        unexpected(&compared(&files, "prod", "test")),
        [
            r#"parity-prod-weaker us-east-1/app var.instance_type: "m5.small" / "m5.large" reference weaker"#,
            "parity-prod-weaker us-east-1/app var.protect: false / true reference weaker",
        ]
    );
}

#[test]
fn another_port_is_another_system() {
    let files = with(application(), TEST, "8080", "8081");
    assert_eq!(
        unexpected(&compared(&files, "prod", "test")),
        ["parity-input-value us-east-1/app var.port: 8080 / 8081"]
    );
}

#[test]
fn the_sides_may_be_exchanged() {
    let files = with(application(), TEST, "8080", "8081");
    assert_eq!(
        unexpected(&compared(&files, "test", "prod")),
        ["parity-input-value us-east-1/app var.port: 8081 / 8080"]
    );
}

#[test]
fn a_difference_that_only_a_remote_state_passes_on_is_told_where_it_begins() {
    let files = pair(&[
        (
            "live/%E/us-east-1/net/main.tf",
            "terraform {\n  backend \"s3\" {\n    bucket = \"state-%E\"\n    key    = \"net\"\n    region = \"us-east-1\"\n  }\n}\n\
             output \"port\" {\n  value = 8080\n}\n",
        ),
        (
            "live/%E/us-east-1/app/main.tf",
            "terraform {\n  backend \"s3\" {\n    bucket = \"state-%E\"\n    key    = \"app\"\n    region = \"us-east-1\"\n  }\n}\n\
             data \"terraform_remote_state\" \"net\" {\n  backend = \"s3\"\n  config = {\n    bucket = \"state-%E\"\n    key    = \"net\"\n    region = \"us-east-1\"\n  }\n}\n\
             resource \"aws_lb_target_group\" \"this\" {\n  port     = data.terraform_remote_state.net.outputs.port\n  protocol = \"HTTP\"\n}\n",
        ),
    ]);
    let files = with(files, "live/test/us-east-1/net/main.tf", "8080", "9090");
    assert_eq!(
        unexpected(&compared(&files, "prod", "test")),
        ["parity-input-value us-east-1/net output.port: 8080 / 9090"]
    );
}

/// A stack of each environment with these blocks.
fn stack(prod: &str, test: &str) -> std::collections::BTreeMap<String, String> {
    let mut files = pair(&[(
        "live/%E/us-east-1/app/main.tf",
        "terraform {\n  backend \"s3\" {\n    bucket = \"state-%E\"\n    key    = \"app\"\n    region = \"us-east-1\"\n  }\n}\n",
    )]);
    for (name, text) in [("prod", prod), ("test", test)] {
        let file = files.get_mut(&format!("live/{name}/us-east-1/app/main.tf"));
        file.unwrap().push_str(text);
    }
    files
}

#[test]
fn a_sensitive_value_is_not_shown_where_it_is_the_cause() {
    let text = |secret: &str| {
        format!(
            "variable \"conf\" {{\n  type      = object({{ name = string }})\n  sensitive = true\n  default   = {{ name = \"{secret}\" }}\n}}\n\
             resource \"aws_sqs_queue\" \"this\" {{\n  for_each      = nonsensitive(toset([var.conf.name]))\n  delay_seconds = length(each.key)\n}}\n"
        )
    };
    let found = compared(&stack(&text("hunter2"), &text("hunter23")), "prod", "test");
    let told = [unexpected(&found), expected(&found)].concat();
    assert!(!told.is_empty());
    for told in told {
        assert!(
            told.starts_with("parity-") && !told.contains("hunter2"),
            "{told}"
        );
    }
}

#[test]
fn a_rule_of_a_group_that_is_made_elsewhere_is_compared_itself() {
    let text = |range: &str| {
        format!(
            "resource \"aws_security_group_rule\" \"ssh\" {{\n  type = \"ingress\"\n  security_group_id = \"sg-0123456789abcdef0\"\n  protocol = \"tcp\"\n  from_port = 22\n  to_port = 22\n  cidr_blocks = [\"{range}\"]\n}}\n"
        )
    };
    let files = stack(&text("0.0.0.0/0"), &text("192.168.0.0/16"));
    let found = unexpected(&compared(&files, "prod", "test"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].contains("aws_security_group_rule.ssh.cidr_blocks"),
        "{found:#?}"
    );
}

#[test]
fn that_there_is_a_key_is_no_matter_of_its_name() {
    let text =
        |key: &str| format!("resource \"aws_sqs_queue\" \"this\" {{\n  name = \"q\"\n{key}}}\n");
    let files = stack(&text(""), &text("  kms_master_key_id = \"alias/x\"\n"));
    assert_eq!(
        unexpected(&compared(&files, "prod", "test")),
        [
            r#"parity-prod-weaker us-east-1/app resource.aws_sqs_queue.this.kms_master_key_id: - / "alias/x" reference weaker"#
        ]
    );
    let files = stack(
        &text("  kms_master_key_id = \"alias/y\"\n"),
        &text("  kms_master_key_id = \"alias/x\"\n"),
    );
    assert_eq!(unexpected(&compared(&files, "prod", "test")), [""; 0]);
}

#[test]
fn a_stack_with_a_broken_file_is_not_said_to_be_the_same() {
    let files = with(
        application(),
        TEST,
        "protect            = true",
        "protect = = {",
    );
    let found = compared(&files, "prod", "test");
    assert_eq!(unexpected(&found), [""; 0]);
    let told: Vec<&str> = found.uncertain.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(told, ["stack:us-east-1/app"]);
}

#[test]
fn a_digest_per_environment_is_told_once_and_reaches_production_last() {
    let text = |digest: &str| {
        let digest = digest.repeat(64);
        format!(
            r#"
locals {{
  services = {{ web = {{ cpu = 256 }} }}
  digests  = {{ web = "sha256:{digest}" }}
}}

resource "aws_ecr_repository" "this" {{
  name = "web"
}}

resource "aws_ecs_task_definition" "this" {{
  for_each = {{
    for name, service in local.services : name => {{
      cpu        = service.cpu
      containers = jsonencode([{{ name = name, image = "${{aws_ecr_repository.this.repository_url}}@${{local.digests[name]}}" }}])
    }}
  }}
  family                = each.key
  cpu                   = each.value.cpu
  container_definitions = each.value.containers
}}
"#
        )
    };
    let found = compared(&stack(&text("a"), &text("b")), "prod", "test");
    assert_eq!(unexpected(&found), [""; 0]);
    let told = expected(&found);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("local.digests.web"), "{told:#?}");
}

#[test]
fn what_a_file_of_a_stack_says_is_told_once() {
    let text = r#"
locals {
  config = yamldecode(file("${path.module}/config.yaml"))
}

resource "aws_sqs_queue" "this" {
  for_each                   = { for queue in local.config.queues : queue.name => queue }
  name                       = each.key
  visibility_timeout_seconds = each.value.timeout
}
"#;
    let mut files = stack(text, text);
    for (environment, queues) in [
        ("prod", "- { name: a, timeout: 30 }\n"),
        (
            "test",
            "- { name: a, timeout: 40 }\n- { name: b, timeout: 5 }\n",
        ),
    ] {
        files.insert(
            format!("live/{environment}/us-east-1/app/config.yaml"),
            format!("queues:\n{queues}"),
        );
    }
    let found = compared(&files, "prod", "test");
    let told = unexpected(&found);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("file:config.yaml"), "{told:#?}");
    assert_eq!(found.differences[0].follows.len(), 2, "{found:#?}");
}

#[test]
fn of_many_parts_it_is_said_that_there_are_more() {
    let text = |word: &str| {
        let variables: String = (0..300)
            .map(|at| format!("V{at} = \"{word}{at}\"\n"))
            .collect();
        format!(
            "resource \"aws_lambda_function\" \"f\" {{\n  function_name = \"f\"\n  environment {{\n    variables = {{\n{variables}}}\n  }}\n}}\n"
        )
    };
    let found = compared(&stack(&text("p"), &text("t")), "prod", "test");
    let [open] = &found.uncertain[..] else {
        panic!("{:#?}", found.uncertain)
    };
    assert_eq!(
        (open.path.as_str(), open.reason.as_str()),
        (
            "resource.aws_lambda_function.f.environment",
            "more than 256 parts of it differ, and the others are not listed"
        )
    );
}

#[test]
fn of_a_great_many_elements_only_those_are_told_that_differ() {
    let text = |more: &str| {
        let names: Vec<String> = (0..700).map(|at| format!("\"s3:n{at}\"")).collect();
        let names = names.join(", ");
        format!(
            "resource \"aws_iam_policy\" \"p\" {{\n  name = \"p\"\n  policy = jsonencode({{ Version = \"2012-10-17\", Statement = [{{ Effect = \"Allow\", Action = [{more}{names}], Resource = \"*\" }}] }})\n}}\n"
        )
    };
    let found = compared(&stack(&text(""), &text("\"s3:a\", ")), "prod", "test");
    let told = unexpected(&found);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].ends_with("- / \"s3:a\""), "{told:#?}");
    assert!(found.differences[0].follows.len() <= 1, "{found:#?}");
}

#[test]
fn outputs_that_are_named_for_their_environment_are_the_same() {
    let text = |name: &str| {
        format!(
            "output \"{name}_vpc_id\" {{\n  value = \"x\"\n}}\noutput \"vpc\" {{\n  value = 1\n}}\n"
        )
    };
    let found = compared(&stack(&text("prod"), &text("test")), "prod", "test");
    assert_eq!(unexpected(&found), [""; 0]);
    let found = compared(&stack(&text("prod"), &text("shop")), "prod", "test");
    assert_eq!(unexpected(&found).len(), 2);
}

#[test]
fn a_longer_list_makes_nothing_fewer_where_another_cause_does() {
    let files = with(
        application(),
        PROD,
        "single_nat_gateway = false",
        "single_nat_gateway = true",
    );
    let three = r#"["us-east-1a", "us-east-1b", "us-east-1c"]"#;
    let files = with(files, PROD, r#"["us-east-1a", "us-east-1b"]"#, three);
    let found = compared(&files, "prod", "test");
    assert_eq!(
        unexpected(&found),
        ["parity-prod-weaker us-east-1/app var.single_nat_gateway: true / false reference weaker"]
    );
    assert_eq!(
        expected(&found),
        [r#"parity-prod-weaker us-east-1/app var.zones[2]: "us-east-1c" / - other weaker"#]
    );
}

/// A stack whose module takes one number and says it in the second of several blocks, and in the rules of two groups.
fn passed_on(prod: &str, test: &str) -> std::collections::BTreeMap<String, String> {
    let files = pair(&[
        (
            "live/%E/us-east-1/app/main.tf",
            "variable \"number\" {\n  type = string\n}\n\
             module \"one\" {\n  source = \"../../../../modules/it\"\n  number = var.number\n  name   = \"shop-%E\"\n}\n\
             module \"two\" {\n  source = \"../../../../modules/it\"\n  number = var.number\n  name   = \"shop-%E-two\"\n}\n",
        ),
        (
            "live/%E/us-east-1/app/terraform.tfvars",
            "number = \"%V\"\n",
        ),
        (
            "modules/it/main.tf",
            "variable \"number\" {\n  type = string\n}\nvariable \"name\" {\n  type = string\n}\n\
             resource \"aws_codebuild_project\" \"it\" {\n  name = var.name\n  service_role = \"r\"\n  artifacts {\n    type = \"NO_ARTIFACTS\"\n  }\n  \
             source {\n    type = \"NO_SOURCE\"\n    buildspec = \"b\"\n  }\n  \
             environment {\n    compute_type = \"s\"\n    image = \"i\"\n    type = \"t\"\n    \
             environment_variable {\n      name = \"NAME\"\n      value = var.name\n    }\n    \
             environment_variable {\n      name = \"NUMBER\"\n      value = var.number\n    }\n  }\n}\n",
        ),
    ]);
    let files = with(files, PROD, "%V", prod);
    with(files, TEST, "%V", test)
}

#[test]
fn a_part_of_the_second_of_several_blocks_is_traced_to_its_cause() {
    let found = compared(&passed_on("5086", "13657"), "prod", "test");
    assert_eq!(
        unexpected(&found),
        [r#"parity-input-value us-east-1/app var.number: "5086" / "13657""#]
    );
    assert_eq!(found.differences[0].follows.len(), 2);
}

#[test]
fn a_port_that_a_variable_gives_is_told_once_and_not_with_each_group() {
    let files = pair(&[
        (
            "live/%E/us-east-1/app/main.tf",
            "variable \"services\" {\n  type = map(object({ port = number }))\n}\n\
             resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.%N.0.0/16\"\n}\n\
             resource \"aws_security_group\" \"lb\" {\n  name = \"lb-%E\"\n  vpc_id = aws_vpc.this.id\n}\n\
             resource \"aws_security_group\" \"tasks\" {\n  name = \"tasks-%E\"\n  vpc_id = aws_vpc.this.id\n}\n\
             resource \"aws_vpc_security_group_ingress_rule\" \"in\" {\n  for_each = var.services\n  security_group_id = aws_security_group.tasks.id\n  \
             referenced_security_group_id = aws_security_group.lb.id\n  ip_protocol = \"tcp\"\n  from_port = each.value.port\n  to_port = each.value.port\n}\n\
             resource \"aws_vpc_security_group_egress_rule\" \"out\" {\n  for_each = var.services\n  security_group_id = aws_security_group.lb.id\n  \
             referenced_security_group_id = aws_security_group.tasks.id\n  ip_protocol = \"tcp\"\n  from_port = each.value.port\n  to_port = each.value.port\n}\n\
             resource \"aws_lb_target_group\" \"this\" {\n  for_each = var.services\n  port = each.value.port\n  protocol = \"HTTP\"\n  vpc_id = aws_vpc.this.id\n}\n",
        ),
        (
            "live/%E/us-east-1/app/terraform.tfvars",
            "services = {\n  web = { port = 80 }\n}\n",
        ),
    ]);
    let files = with(files, PROD, "80", "8080");
    assert_eq!(
        unexpected(&compared(&files, "prod", "test")),
        ["parity-input-value us-east-1/app var.services.web.port: 8080 / 80"]
    );
}
