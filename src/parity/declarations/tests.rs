use super::super::inventory::testing::{BACKEND, compared};

const PROD: &str = "live/prod/us-east-1/app";
const TEST: &str = "live/test/us-east-1/app";

/// Two environments with a stack each: what stands in its `main.tf`.
fn apps(prod: &str, test: &str) -> Vec<String> {
    with_files(&[("main.tf", prod)], &[("main.tf", test)])
}

/// The same with these files in it.
fn with_files(prod: &[(&str, &str)], test: &[(&str, &str)]) -> Vec<String> {
    let mut files = vec![
        ("modules/thing/main.tf".to_owned(), THING.to_owned()),
        ("modules/other/main.tf".to_owned(), THING.to_owned()),
    ];
    for (folder, own) in [(PROD, prod), (TEST, test)] {
        // The settings have a file of their own where a test does not write them itself.
        if own.iter().all(|(_, text)| !text.contains("backend")) {
            files.push((format!("{folder}/backend.tf"), BACKEND.to_owned()));
        }
        let own = own.iter();
        files.extend(own.map(|(path, text)| (format!("{folder}/{path}"), (*text).to_owned())));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    compared(&files)
}

const THING: &str =
    "variable \"size\" {\n  default = 1\n}\nvariable \"label\" {\n  default = \"\"\n}\n";

fn call(source: &str, rest: &str) -> String {
    format!("module \"thing\" {{\n  source = \"{source}\"\n  {rest}\n}}\n")
}

#[test]
fn a_module_of_another_source_is_told_and_nothing_below_it() {
    let left = call("../../../../modules/thing", "size = 2");
    let right = call("../../../../modules/other", "label = \"x\"");
    assert_eq!(
        apps(&left, &right),
        [
            "different module-source us-east-1/app module.thing: modules/thing | modules/other (error)"
        ]
    );
    let registry = call("example/thing/aws", "");
    assert_eq!(
        apps(
            &registry,
            &call("registry.terraform.io/example/thing/aws", "")
        ),
        [""; 0]
    );
    let git = call(
        "git::https://github.com/example/thing.git//aws?ref=v1.0.0",
        "",
    );
    let ssh = call("git@github.com:example/thing.git//aws?ref=v1.0.0", "");
    assert_eq!(apps(&git, &ssh), [""; 0]);
}

#[test]
fn a_version_comes_to_production_last() {
    let git = |reference: &str| {
        call(
            &format!("git::https://github.com/example/thing.git?ref={reference}"),
            "",
        )
    };
    assert_eq!(
        apps(&git("v1.0.0"), &git("v1.1.0")),
        ["different module-version us-east-1/app module.thing: v1.0.0 | v1.1.0 (legitimate)"]
    );
    assert_eq!(
        apps(&git("v1.10.0"), &git("v1.9.0")),
        ["different module-version us-east-1/app module.thing: v1.10.0 | v1.9.0 (error)"]
    );
    assert_eq!(
        apps(&git("main"), &git("v1.9.0")),
        ["different module-version us-east-1/app module.thing: main | v1.9.0 (warning)"]
    );
    let registry = |version: &str| call("example/thing/aws", &format!("version = \"{version}\""));
    assert_eq!(
        apps(&registry("~> 5.1"), &registry("~> 5.2")),
        ["different module-version us-east-1/app module.thing: ~> 5.1 | ~> 5.2 (legitimate)"]
    );
    assert_eq!(
        apps(&registry(">= 5.1, < 6"), &registry("<6.0.0, >=5.1.0")),
        [""; 0]
    );
}

#[test]
fn the_inputs_of_another_version_follow_from_it() {
    let of = |reference: &str, rest: &str| {
        call(
            &format!("git::https://github.com/example/thing.git?ref={reference}"),
            rest,
        )
    };
    assert_eq!(
        apps(
            &of("v1.0.0", "size = 1"),
            &of("v1.1.0", "size = 1\n  label = \"x\"")
        ),
        [
            "different module-version us-east-1/app module.thing: v1.0.0 | v1.1.0 (legitimate, 1 follow)"
        ]
    );
}

#[test]
fn an_input_of_one_side_counts_where_the_default_is_another() {
    let local = |rest: &str| call("../../../../modules/thing", rest);
    assert_eq!(
        apps(&local("size = 2"), &local("")),
        ["only left input-missing us-east-1/app module.thing.size: 2 | - (legitimate)"]
    );
    assert_eq!(apps(&local("size = 1"), &local("")), [""; 0]);
    assert_eq!(
        apps(&local("label = \"prod\""), &local("label = \"test\"")),
        [""; 0]
    );
    // Of a module that is not here the default is not known.
    let registry = |rest: &str| call("example/thing/aws", rest);
    assert_eq!(
        apps(&registry(""), &registry("size = 1")),
        ["only right input-missing us-east-1/app module.thing.size: - | 1 (warning)"]
    );
    // What a module does not take is a fault, and no difference.
    assert_eq!(apps(&local("width = 2"), &local("")), [""; 0]);
    // What is not made says nothing of its inputs.
    assert_eq!(
        apps(&local("count = 0\n  size = 2"), &local("count = 0")),
        [""; 0]
    );
}

fn required(terraform: &str, aws: &str) -> String {
    format!(
        "terraform {{\n  required_version = \"{terraform}\"\n  required_providers {{\n    aws = {{\n      \
         source = \"hashicorp/aws\"\n      version = \"{aws}\"\n    }}\n  }}\n}}\n"
    )
}

#[test]
fn versions_of_terraform_and_providers_are_compared() {
    assert_eq!(
        apps(
            &required(">= 1.9", "~> 5.0"),
            &required(">= 1.10", "~> 4.9")
        ),
        [
            "different provider-version us-east-1/app provider.aws: ~> 5.0 | ~> 4.9 (error)",
            "different terraform-version us-east-1/app terraform.required_version: >= 1.9 | >= 1.10 (legitimate)",
        ]
    );
    let without = required(">= 1.9", "~> 5.0").replace("required_version = \">= 1.9\"\n", "\n");
    assert_eq!(
        apps(&required(">= 1.9", "~> 5.0"), &without),
        [
            "only left terraform-version us-east-1/app terraform.required_version: >= 1.9 | - \
          (warning, right is weaker)"
        ]
    );
    let other = required(">= 1.9", "~> 5.0").replace("hashicorp/aws", "example/aws");
    assert_eq!(
        apps(&required(">= 1.9", "~> 5.0"), &other),
        [
            "different provider-version us-east-1/app provider.aws: hashicorp/aws | example/aws (error)"
        ]
    );
}

fn lock(version: &str) -> String {
    format!("provider \"registry.terraform.io/hashicorp/aws\" {{\n  version = \"{version}\"\n}}\n")
}

#[test]
fn locked_versions_come_before_constraints() {
    let text = |constraint: &str, version: &str| (required(">= 1.9", constraint), lock(version));
    let both = |left: (String, String), right: (String, String)| {
        with_files(
            &[("main.tf", &left.0), (".terraform.lock.hcl", &left.1)],
            &[("main.tf", &right.0), (".terraform.lock.hcl", &right.1)],
        )
    };
    assert_eq!(
        both(text(">= 5.0", "5.99.0"), text(">= 5.1", "5.100.0")),
        ["different provider-version us-east-1/app provider.aws: 5.99.0 | 5.100.0 (legitimate)"]
    );
    assert_eq!(
        both(text(">= 5.0", "5.99.0"), text(">= 5.0", "5.99.0")),
        [""; 0]
    );
}

#[test]
fn what_all_stacks_differ_in_is_told_once() {
    let (left, right) = (required(">= 1.11", "~> 5.0"), required(">= 1.9", "~> 5.0"));
    let mut files = Vec::new();
    for stack in ["app", "jobs", "web"] {
        for (environment, text) in [("prod", &left), ("test", &right)] {
            let path = format!("live/{environment}/us-east-1/{stack}/main.tf");
            files.push((path, format!("{BACKEND}{text}")));
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    assert_eq!(
        compared(&files),
        [
            "different terraform-version  terraform.required_version: >= 1.11 | >= 1.9 (error, 3 follow)"
        ]
    );
}

fn s3(environment: &str, rest: &str) -> String {
    format!(
        "terraform {{\n  backend \"s3\" {{\n    bucket = \"{environment}-state\"\n    key = \"{environment}/app\"\n    \
         region = \"us-east-1\"\n    {rest}\n  }}\n}}\n"
    )
}

#[test]
fn backends_have_one_shape() {
    let (lock, table) = ("use_lockfile = true", "dynamodb_table = \"locks\"");
    assert_eq!(apps(&s3("prod", lock), &s3("test", lock)), [""; 0]);
    assert_eq!(apps(&s3("prod", table), &s3("test", lock)), [""; 0]);
    assert_eq!(
        apps(&s3("prod", ""), &s3("test", lock)),
        [
            "different backend-shape us-east-1/app backend.lock: not locked | locked by a file (error, left is weaker)"
        ]
    );
    assert_eq!(
        apps(
            &s3("prod", "encrypt = true"),
            &s3("test", "encrypt = false")
        ),
        [
            "different backend-shape us-east-1/app backend.encrypt: encrypted | not encrypted \
          (warning, right is weaker)"
        ]
    );
    assert_eq!(
        apps(&s3("prod", lock), BACKEND),
        ["different backend-shape us-east-1/app backend.type: s3 | local (warning)"]
    );
    // Whoever runs Terraform may give the rest.
    let partial = "terraform {\n  backend \"s3\" {}\n}\n";
    assert_eq!(apps(&s3("prod", lock), partial), [""; 0]);
}

#[test]
fn variables_are_compared_by_name_and_type() {
    let left =
        "variable \"size\" {\n  type = number\n}\nvariable \"zones\" {\n  type = list(string)\n}\n";
    let right = "variable \"zones\" {\n  type = set( string )\n}\n";
    assert_eq!(
        apps(left, right),
        [
            "different variable us-east-1/app var.zones: list(string) | set(string) (warning)",
            "only left variable us-east-1/app var.size: declared | - (legitimate)",
        ]
    );
    let object =
        "variable \"one\" {\n  type = object({ a = string, b = optional(number, 1) })\n}\n";
    let lines = "variable \"one\" {\n  # The same.\n  type = object({\n    a = string\n    b = optional(number, \
                 1)\n  })\n}\n";
    assert_eq!(apps(object, lines), [""; 0]);
    assert_eq!(
        apps(
            "variable \"a\" {}\n",
            "variable \"a\" {\n  type = string\n}\n"
        ),
        [""; 0]
    );
}

#[test]
fn a_value_that_one_side_gives_counts_where_the_default_is_another() {
    let declared = "variable \"size\" {\n  default = 1\n}\n";
    let given = |value: &str| format!("size = {value}\nother = 1\n");
    let both = |left: &str| {
        with_files(
            &[("main.tf", declared), ("terraform.tfvars", left)],
            &[("main.tf", declared)],
        )
    };
    assert_eq!(
        both(&given("2")),
        ["only left tfvars-key us-east-1/app var.size: 2 | - (legitimate)"]
    );
    assert_eq!(both(&given("1")), [""; 0]);
    // Where one side does not declare it, that is the difference.
    assert_eq!(
        with_files(
            &[("main.tf", declared), ("terraform.tfvars", &given("2"))],
            &[("main.tf", "")],
        ),
        ["only left variable us-east-1/app var.size: default 1 | - (legitimate)"]
    );
}

#[test]
fn a_secret_is_not_shown() {
    let declared = "variable \"token\" {\n  default = \"\"\n  sensitive = true\n}\n";
    let found = with_files(
        &[
            ("main.tf", declared),
            ("terraform.tfvars", "token = \"hunter2\"\n"),
        ],
        &[("main.tf", declared)],
    );
    assert_eq!(found.len(), 1);
    assert!(!found[0].contains("hunter2"), "{found:?}");
}

#[test]
fn providers_put_the_same_tags_on_everything() {
    let provider =
        |rest: &str| format!("provider \"aws\" {{\n  region = \"us-east-1\"\n  {rest}\n}}\n");
    let tags = |rest: &str| provider(&format!("default_tags {{\n    tags = {{ {rest} }}\n  }}"));
    assert_eq!(
        apps(
            &tags("Environment = \"prod\""),
            &tags("Environment = \"test\"")
        ),
        [""; 0]
    );
    assert_eq!(
        apps(&tags("Team = \"shop\""), &tags("")),
        [
            "only left input-missing us-east-1/app provider.aws.default_tags.Team: \"shop\" | - (warning)"
        ]
    );
    let role =
        provider("assume_role {\n    role_arn = \"arn:aws:iam::111111111111:role/deploy\"\n  }");
    assert_eq!(
        apps(&provider(""), &role),
        [
            "only right input-missing us-east-1/app provider.aws.assume_role: - | \
          arn:aws:iam::111111111111:role/deploy (warning)"
        ]
    );
}

#[test]
fn an_environment_and_its_copy_under_another_name_are_the_same() {
    let of = |environment: &str, account: &str, network: &str| {
        let main = format!(
            "{}{}provider \"aws\" {{\n  allowed_account_ids = [\"{account}\"]\n  default_tags {{\n    tags = {{ \
             Environment = \"{environment}\" }}\n  }}\n}}\nvariable \"name\" {{\n  default = \"shop-{environment}\"\n}}\n\
             variable \"size\" {{\n  type = number\n}}\nlocals {{\n  config = jsondecode(file(\"${{path.module}}/\
             {environment}.json\"))\n}}\nmodule \"thing\" {{\n  source = \"../../../../modules/thing\"\n  label = \
             \"{environment}\"\n  size = var.size\n}}\nresource \"aws_vpc\" \"this\" {{\n  cidr_block = \"{network}\"\n}}\n",
            s3(environment, "use_lockfile = true"),
            required(">= 1.9", "~> 5.0"),
        );
        let folder = format!("live/{environment}/us-east-1/{environment}-app");
        [
            (format!("{folder}/main.tf"), main),
            (
                format!("{folder}/terraform.tfvars"),
                "size = 2\n".to_owned(),
            ),
            (format!("{folder}/{environment}.json"), "{}".to_owned()),
            (format!("{folder}/.terraform.lock.hcl"), lock("5.100.0")),
        ]
    };
    let mut files = vec![("modules/thing/main.tf".to_owned(), THING.to_owned())];
    files.extend(of("prod", "222222222222", "10.0.0.0/16"));
    files.extend(of("test", "111111111111", "10.1.0.0/16"));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    assert_eq!(compared(&files), [""; 0]);
}
