//! Whole repositories, judged.

use crate::config::Config;
use crate::plan::{Knowledge, build};
use crate::repo::{Repo, Syntax};
use crate::schema::Schemas;
use crate::source::Sources;

use super::super::{Facts, Problem, ProblemKind, Validation};

const KINDS: &[ProblemKind] = &[
    ProblemKind::Document,
    ProblemKind::Containers,
    ProblemKind::Policy,
    ProblemKind::LifecyclePolicy,
    ProblemKind::Dashboard,
    ProblemKind::ArnMismatch,
    ProblemKind::FargateSize,
    ProblemKind::SubnetOutside,
    ProblemKind::SubnetOverlap,
    ProblemKind::Name,
];

/// What is marked in which file, with the message, of each problem in files.
fn judged(files: &[(&str, &str)]) -> Vec<(String, String, Problem)> {
    let sources = Sources::from_memory(files.iter().copied());
    let (syntax, config) = (Syntax::new(&sources), Config::default());
    let repo = Repo::build(&sources, &syntax, &config);
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    let validation = Validation::of(&Facts::new(&plan, &schemas));
    let mut found: Vec<(String, String, Problem)> = KINDS
        .iter()
        .flat_map(|kind| validation.of_kind(*kind))
        .map(|problem| {
            let file = problem.span.file;
            let text = sources.text(file).content[problem.span.range()].to_owned();
            (sources.file(file).path.clone(), text, problem.clone())
        })
        .collect();
    found.sort_by_key(|(path, _, problem)| (path.clone(), problem.span, problem.message.clone()));
    found
}

/// What is marked in one stack of one file.
fn marked(text: &str) -> Vec<String> {
    let found = judged(&[("live/prod/main.tf", text)]);
    found.into_iter().map(|(_, marked, _)| marked).collect()
}

fn task(containers: &str) -> String {
    format!(
        "resource \"aws_ecs_task_definition\" \"a\" {{\n  family = \"a\"\n  container_definitions = {containers}\n}}\n"
    )
}

#[test]
fn faults_are_marked_in_a_file() {
    let files = [
        (
            "live/prod/main.tf",
            "resource \"aws_iam_policy\" \"a\" {\n  policy = file(\"${path.module}/a.json\")\n}\n",
        ),
        (
            "live/prod/a.json",
            "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"GetObject\", \"Resource\": \"*\"}]\n}\n",
        ),
    ];
    let found = judged(&files);
    let places: Vec<(&str, &str)> = found.iter().map(|(p, t, _)| (&**p, &**t)).collect();
    assert_eq!(places, [("live/prod/a.json", "\"GetObject\"")]);
}

#[test]
fn faults_are_marked_in_a_template_with_holes() {
    let files = [
        (
            "live/prod/main.tf",
            "variable \"image\" {}\nresource \"aws_ecs_task_definition\" \"a\" {\n  family = \"a\"\n  container_definitions = templatefile(\"${path.module}/a.json\", { image = var.image })\n}\n",
        ),
        (
            "live/prod/a.json",
            "[\n  {\"name\": \"a\", \"image\": \"${image}\", \"environment\": [{\"name\": \"A\", \"value\": 1}]}\n]\n",
        ),
    ];
    let found = judged(&files);
    let places: Vec<(&str, &str)> = found.iter().map(|(p, t, _)| (&**p, &**t)).collect();
    assert_eq!(places, [("live/prod/a.json", "1")]);
}

#[test]
fn faults_are_marked_where_the_value_is_given() {
    let text = format!(
        "variable \"environment\" {{\n  default = [{{ name = \"A\", value = 1 }}]\n}}\n{}",
        task("jsonencode([{ name = \"a\", image = \"b\", environment = var.environment }])")
    );
    assert_eq!(marked(&text), ["1"]);
}

#[test]
fn keys_are_marked_in_objects_that_are_merged() {
    let text = task("jsonencode([merge({ name = \"a\", image = \"b\" }, { enviroment = [] })])");
    assert_eq!(marked(&text), ["enviroment"]);
}

#[test]
fn what_is_not_known_is_no_fault() {
    for text in [
        "jsonencode([{ name = var.a, image = var.a, essential = var.a, cpu = var.a, environment = var.a }])",
        "jsonencode(concat([{ name = \"a\", image = \"b\", essential = false }], var.a))",
        "jsonencode([merge({ name = \"a\" }, var.a)])",
        "jsonencode([{ for k, v in { name = \"a\", image = var.a } : k => v if v != null }])",
        "var.a",
        "\"[${var.a}]\"",
        "\"[{\\\"name\\\": ${var.a}}\"",
        "templatefile(var.a, {})",
        "jsonencode([for a in var.a : { name = a, image = \"b\" }])",
    ] {
        let text = format!("variable \"a\" {{}}\n{}", task(text));
        assert_eq!(marked(&text), Vec::<String>::new(), "{text}");
    }
}

/// Each was given to `terraform validate` with version 5.100 of the provider: it takes `null` and names in any case.
#[test]
fn containers_are_read_as_the_provider_reads_them() {
    for fine in [
        "{ name = \"a\", image = \"b\", cpu = null, portMappings = null, environment = null }",
        "{ Name = \"a\", Image = \"b\" }",
    ] {
        let text = task(&format!("jsonencode([{fine}])"));
        assert_eq!(marked(&text), Vec::<String>::new(), "{text}");
    }
    for (wrong, place) in [
        ("cpu = \"256\"", "\"256\""),
        ("cpu = 25.5", "25.5"),
        ("portMappings = [{ containerPort = \"80\" }]", "\"80\""),
        ("environment = [{ name = \"X\", value = true }]", "true"),
        ("essential = \"true\"", "\"true\""),
        ("command = \"run\"", "\"run\""),
        ("command = [\"a\", 1]", "1"),
    ] {
        let text = task(&format!(
            "jsonencode([{{ name = \"a\", image = \"b\", {wrong} }}])"
        ));
        assert_eq!(marked(&text), [place], "{text}");
    }
}

#[test]
fn a_null_is_no_choice_where_one_of_two_is_fine() {
    let text = format!(
        "variable \"a\" {{}}\n{}",
        task(
            "var.a == 1 ? jsonencode([{ name = \"a\" }]) : jsonencode([{ name = \"a\", image = \"b\" }])"
        )
    );
    assert_eq!(marked(&text), Vec::<String>::new());
}

#[test]
fn documents_of_data_sources_are_marked_in_them() {
    let text = "data \"aws_iam_policy_document\" \"a\" {\n  statement {\n    actions = [\"GetObject\"]\n    resources = [\"*\"]\n  }\n}\nresource \"aws_iam_policy\" \"a\" {\n  policy = data.aws_iam_policy_document.a.json\n}\n";
    assert_eq!(marked(text), ["\"GetObject\""]);
}

#[test]
fn policies_of_resources_have_principals() {
    let statement = |kind: &str, rest: &str| {
        format!(
            "resource \"{kind}\" \"a\" {{\n  bucket = \"abc\"\n  policy = jsonencode({{ Statement = {{ Effect = \"Allow\", Action = \"s3:*\", {rest} }} }})\n}}\n"
        )
    };
    let without = statement("aws_s3_bucket_policy", "Resource = \"*\"");
    assert_eq!(marked(&without).len(), 1, "{without}");
    let with = statement(
        "aws_s3_bucket_policy",
        "Resource = \"*\", Principal = \"*\"",
    );
    assert_eq!(marked(&with), Vec::<String>::new());
}

#[test]
fn regions_of_other_providers_are_their_own() {
    let listener = |provider: &str| {
        format!(
            "provider \"aws\" {{\n  region = \"us-east-1\"\n}}\nprovider \"aws\" {{\n  alias = \"west\"\n  region = \"us-west-2\"\n}}\nresource \"aws_lb_listener_certificate\" \"a\" {{\n  {provider}\n  certificate_arn = \"arn:aws:acm:us-west-2:111122223333:certificate/a\"\n  listener_arn = var.a\n}}\nvariable \"a\" {{}}\n"
        )
    };
    assert_eq!(
        marked(&listener("provider = aws.west")),
        Vec::<String>::new()
    );
    assert_eq!(
        marked(&listener("")),
        ["\"arn:aws:acm:us-west-2:111122223333:certificate/a\""]
    );
}

const VPC: &str = "resource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";

#[test]
fn subnets_of_two_vpcs_do_not_overlap() {
    let two = format!(
        "{VPC}resource \"aws_vpc\" \"b\" {{\n  cidr_block = \"10.0.0.0/16\"\n}}\nresource \"aws_subnet\" \"a\" {{\n  vpc_id = aws_vpc.a.id\n  cidr_block = \"10.0.0.0/24\"\n}}\nresource \"aws_subnet\" \"b\" {{\n  vpc_id = aws_vpc.b.id\n  cidr_block = \"10.0.0.0/24\"\n}}\n"
    );
    assert_eq!(marked(&two), Vec::<String>::new());
}

#[test]
fn instances_of_one_block_may_overlap() {
    let subnets = format!(
        "{VPC}resource \"aws_subnet\" \"a\" {{\n  for_each = {{ a = \"10.0.0.0/24\", b = \"10.0.0.128/25\" }}\n  vpc_id = aws_vpc.a.id\n  cidr_block = each.value\n}}\n"
    );
    assert_eq!(marked(&subnets), ["\"10.0.0.128/25\""]);
}

#[test]
fn a_vpc_with_an_open_range_holds_everything() {
    let subnet = "resource \"aws_subnet\" \"a\" {\n  vpc_id = aws_vpc.a.id\n  cidr_block = \"10.9.0.0/24\"\n}\n";
    let more = "variable \"v\" {}\nresource \"aws_vpc_ipv4_cidr_block_association\" \"a\" {\n  vpc_id = var.v\n  cidr_block = \"10.9.0.0/16\"\n}\n";
    assert_eq!(marked(&format!("{VPC}{subnet}")), ["\"10.9.0.0/24\""]);
    assert_eq!(
        marked(&format!("{VPC}{subnet}{more}")),
        Vec::<String>::new()
    );
    let ipam = "variable \"v\" {}\nresource \"aws_vpc\" \"a\" {\n  ipv4_ipam_pool_id = var.v\n}\n";
    assert_eq!(marked(&format!("{ipam}{subnet}")), Vec::<String>::new());
}

#[test]
fn fargate_sizes_may_have_units() {
    let task = |cpu: &str, memory: &str| {
        marked(&format!(
            "resource \"aws_ecs_task_definition\" \"a\" {{\n  family = \"a\"\n  requires_compatibilities = [\"FARGATE\"]\n  cpu = {cpu}\n  memory = {memory}\n  container_definitions = jsonencode([{{ name = \"a\", image = \"b\" }}])\n}}\n"
        ))
    };
    assert_eq!(task("\"1 vCPU\"", "\"2 GB\""), Vec::<String>::new());
    assert_eq!(task("256", "512"), Vec::<String>::new());
    assert_eq!(task("256", "4096"), ["4096"]);
    assert_eq!(task("300", "512"), ["300"]);
    assert_eq!(task("8192", "16384"), Vec::<String>::new());
    assert_eq!(task("8192", "18432"), ["18432"]);
}

/// Of a name that is known only in part, the known parts may be too long already.
#[test]
fn names_may_be_known_in_part() {
    let name = |text: &str| {
        marked(&format!(
            "variable \"a\" {{}}\nresource \"aws_lb_target_group\" \"a\" {{\n  name = \"{text}${{var.a}}\"\n}}\n"
        ))
    };
    assert_eq!(name("a"), Vec::<String>::new());
    assert_eq!(name(&"a".repeat(33)).len(), 1);
}

#[test]
fn a_document_without_its_text_is_told_what_to_take() {
    let found = judged(&[(
        "live/prod/main.tf",
        "terraform {\n  required_providers {\n    aws = { source = \"hashicorp/aws\", version = \"5.100.0\" }\n  }\n}\ndata \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions   = [\"s3:Get*\"]\n    resources = [\"*\"]\n  }\n}\nresource \"aws_iam_policy\" \"p\" {\n  policy = data.aws_iam_policy_document.d\n}\n",
    )]);
    let [(_, marked, problem)] = found.as_slice() else {
        panic!("{found:#?}");
    };
    assert_eq!(marked, "data.aws_iam_policy_document.d");
    let fix = problem.fix.as_ref().unwrap();
    assert_eq!(
        fix.edits[0].replacement,
        "data.aws_iam_policy_document.d.json"
    );
}

/// `terraform plan` of 1.11.4 and the AWS provider 5.100.0 refuse the first, and of the second nothing is said before
/// it is applied: the provider looks into blocks only when all in them is known.
#[test]
fn an_effect_that_nobody_looks_at_before_the_apply_is_told_of_the_document() {
    let text = |resource: &str| {
        format!(
            "resource \"aws_s3_bucket\" \"b\" {{}}\ndata \"aws_iam_policy_document\" \"d\" {{\n  statement {{\n    effect    = \"deny\"\n    actions   = [\"s3:Get*\"]\n    resources = [{resource}]\n  }}\n}}\nresource \"aws_iam_policy\" \"p\" {{\n  policy = data.aws_iam_policy_document.d.json\n}}\n"
        )
    };
    assert_eq!(marked(&text("\"*\"")), [] as [&str; 0]);
    assert_eq!(marked(&text("aws_s3_bucket.b.arn")), ["\"deny\""]);
}

#[test]
fn a_misspelt_key_is_as_bad_as_the_one_that_is_missing_for_it() {
    let found = |secret: &str| {
        let containers =
            format!("jsonencode([{{ name = \"a\", image = \"b\", secrets = [{{ {secret} }}] }}])");
        let found = judged(&[("live/prod/main.tf", &task(&containers))]);
        let severities = found.into_iter().map(|(.., problem)| problem.severity);
        severities.collect::<Vec<_>>()
    };
    assert_eq!(found("name = \"A\""), [None]);
    assert_eq!(found("name = \"A\", valueForm = \"x\""), [None]);
    let other = found("name = \"A\", valueFrom = \"x\", note = \"y\"");
    assert_eq!(other, [Some(crate::diagnostic::Severity::Warning)]);
}

/// IAM: a permissions boundary is a policy of AWS's or of the role's own account.
#[test]
fn a_policy_of_another_account_cannot_be_attached() {
    let role = |account: &str| {
        marked(&format!(
            "provider \"aws\" {{\n  region = \"us-east-1\"\n  allowed_account_ids = [\"111111111111\"]\n}}\nresource \"aws_iam_role\" \"a\" {{\n  assume_role_policy = \"\"\n  permissions_boundary = \"arn:aws:iam::{account}:policy/b\"\n}}\n"
        ))
    };
    assert_eq!(role("222222222222").len(), 1);
    assert_eq!(role("111111111111"), Vec::<String>::new());
    assert_eq!(role("aws"), Vec::<String>::new());
}

#[test]
fn what_stands_around_a_secret_is_still_there() {
    let containers = "[\n {\n  \"name\": \"${n}\",\n  \"image\": \"${s}:${m}\",\n  \"essential\": true,\n  \"memory\": ${m},\n  \"environment\": [\n   { \"name\": \"A\", \"value\": \"${s}\" }\n  ]\n }\n]\n";
    let variables =
        "variable \"s\" {\n  type      = string\n  sensitive = true\n}\nvariable \"m\" {}\n";
    let given = "templatefile(\"t.json\", { s = \"${var.s}.example.com\", m = var.m, n = \"n\" })";
    let found = judged(&[
        ("live/prod/main.tf", &format!("{variables}{}", task(given))),
        ("live/prod/t.json", containers),
    ]);
    assert!(found.is_empty(), "{found:#?}");
}
