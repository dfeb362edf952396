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
