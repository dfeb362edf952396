use crate::aws::network::Prefix;
use crate::eval::{Value, show};

use super::super::super::Matching;
use super::super::super::both::Both;
use super::super::super::leaf::Comparer;
use super::super::super::words::Words;
use super::super::testing::{nodes, of_texts};
use super::{canonical, canonical_of_both};

/// Where an argument of the instance at this address differs, leaf by leaf: what each side has.
fn leaves(address: &str, attribute: &str, texts: Both<&str>) -> Vec<String> {
    of_texts(texts, |pairing| {
        let graphs = pairing.graphs();
        let words = &pairing.pairs[0].words;
        let matching = Matching::of(pairing);
        let values = Both::of(|which| {
            let id = nodes(pairing, which)[address];
            graphs.get(which).node(id).given(attribute).unwrap()
        });
        let kind = address.split('.').next().unwrap();
        let documents = canonical_of_both(kind, attribute, values, words.as_ref()).unwrap();
        let comparer = Comparer {
            graphs,
            words: words.as_ref(),
            matching: &matching,
            nodes: None,
        };
        let leaves = comparer.leaves("", documents.as_ref().map(|it| Some(*it)));
        let shown = |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), show);
        leaves
            .iter()
            .map(|leaf| {
                let Both { reference, other } = leaf.values.map(shown);
                format!("{} {reference} {other}", leaf.path)
            })
            .collect()
    })
}

fn policy(text: &str) -> String {
    format!(
        "resource \"aws_s3_bucket\" \"logs\" {{\n  bucket = \"logs\"\n}}\n\
         resource \"aws_iam_policy\" \"it\" {{\n  policy = {text}\n}}\n"
    )
}

fn policies(left: &str, right: &str) -> Vec<String> {
    let (left, right) = (policy(left), policy(right));
    leaves("aws_iam_policy.it", "policy", Both::new(&left, &right))
}

const ENCODED: &str = r#"jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Read", Effect = "Allow", Action = ["s3:GetObject", "s3:ListBucket"],
        Resource = [aws_s3_bucket.logs.arn, "${aws_s3_bucket.logs.arn}/*"] },
      { Effect = "Deny", Action = "s3:*", Resource = "*",
        Condition = { Bool = { "aws:SecureTransport" = false } } },
    ]
  })"#;

#[test]
fn policies_are_the_same_however_they_are_written() {
    let heredoc = r#"<<-EOT
    {
      "Statement": [
        {"Effect": "Deny", "Action": ["s3:*"], "Resource": ["*"],
         "Condition": {"Bool": {"aws:SecureTransport": ["false"]}}},
        {"Effect": "Allow", "Action": "s3:listbucket",
         "Resource": ["${aws_s3_bucket.logs.arn}/*", "${aws_s3_bucket.logs.arn}"]},
        {"Effect": "Allow", "Action": "s3:GetObject",
         "Resource": ["${aws_s3_bucket.logs.arn}", "${aws_s3_bucket.logs.arn}/*"]}
      ]
    }
  EOT
"#;
    assert_eq!(policies(ENCODED, heredoc), [""; 0]);
    assert_eq!(policies(heredoc, ENCODED), [""; 0]);
}

#[test]
fn a_policy_of_a_data_source_is_the_policy_that_it_makes() {
    let document = "data.aws_iam_policy_document.it.json\n}\ndata \"aws_iam_policy_document\" \"it\" {\n  \
        statement {\n    actions   = [\"s3:ListBucket\", \"s3:GetObject\"]\n    \
        resources = [\"${aws_s3_bucket.logs.arn}/*\", aws_s3_bucket.logs.arn]\n  }\n  \
        statement {\n    effect    = \"Deny\"\n    actions   = [\"s3:*\"]\n    resources = [\"*\"]\n    \
        condition {\n      test     = \"Bool\"\n      variable = \"aws:SecureTransport\"\n      values   = [\"false\"]\n    }\n  }";
    assert_eq!(policies(ENCODED, document), [""; 0]);
}

#[test]
fn one_changed_action_is_one_leaf() {
    let changed = ENCODED.replace("\"s3:ListBucket\"", "\"s3:PutObject\"");
    let found = policies(ENCODED, &changed);
    assert_eq!(
        found,
        ["Statement[*].Action[*] \"s3:ListBucket\" \"s3:PutObject\""]
    );
    let fewer = ENCODED.replace(", \"s3:ListBucket\"", "");
    assert_eq!(
        policies(ENCODED, &fewer),
        ["Statement[*].Action[*] \"s3:ListBucket\" -"]
    );
    assert_eq!(
        policies(&fewer, ENCODED),
        ["Statement[*].Action[*] - \"s3:ListBucket\""]
    );
    let allowed = ENCODED.replace("Deny", "Allow");
    assert_eq!(
        policies(ENCODED, &allowed),
        ["Statement[*].Effect \"Deny\" \"Allow\""]
    );
}

#[test]
fn a_statement_of_one_side_alone_is_told_alone() {
    let first = r#"{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }"#;
    let second = r#"{ Effect = "Allow", Action = "kms:Decrypt", Resource = "arn:aws:kms:*" }"#;
    let both = format!("jsonencode({{ Statement = [{first}, {second}] }})");
    let one = format!("jsonencode({{ Statement = {second} }})");
    let found = policies(&both, &one);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("sqs:SendMessage") && found[0].ends_with(" -"));
}

fn document(kind: &str, attribute: &str, text: &str) -> Option<String> {
    Some(show(&canonical(kind, attribute, &Value::string(text))?))
}

#[test]
fn principals_and_versions_have_one_form() {
    let read = |text: &str| document("aws_sns_topic", "policy", text).unwrap();
    let one =
        r#"{"Version":"2012-10-17","Id":"a","Statement":{"Principal":{"AWS":["123456789012"]}}}"#;
    let other =
        r#"{"Statement":[{"Sid":"x","Principal":{"AWS":"arn:aws:iam::123456789012:root"}}]}"#;
    assert_eq!(read(one), read(other));
    let everybody = r#"{"Statement":[{"Principal":"*"}]}"#;
    let named = r#"{"Statement":[{"Principal":{"AWS":"*"}}]}"#;
    assert_eq!(read(everybody), read(named));
    // The version decides whether a variable is one.
    let variable = r#"{"Version":"2012-10-17","Statement":[{"Resource":"a/${aws:username}"}]}"#;
    let text = r#"{"Statement":[{"Resource":"a/${aws:username}"}]}"#;
    assert_ne!(read(variable), read(text));
}

#[test]
fn other_documents_are_objects_whose_order_does_not_count() {
    let read = |attribute: &str, text: &str| document("aws_x", attribute, text);
    assert_eq!(
        read("body", r#"{"b": [1, 2], "a": null}"#),
        read("body", r#"{ "a": null, "b":[1,2] }"#)
    );
    assert_ne!(
        read("body", r#"{"b":[1,2]}"#),
        read("body", r#"{"b":[2,1]}"#)
    );
    assert_eq!(
        read("event_pattern", r#"{"source":["aws.ecs","aws.ec2"]}"#),
        read("event_pattern", r#"{"source":["aws.ec2","aws.ecs"]}"#)
    );
    for text in ["", "text", "12", "true", "{broken", "[1"] {
        assert_eq!(read("body", text), None, "{text}");
    }
}

#[test]
fn lifecycle_rules_are_known_by_their_priorities() {
    let read = |text: &str| document("aws_ecr_lifecycle_policy", "policy", text).unwrap();
    let one = r#"{"rules":[{"rulePriority":1,"d":"a"},{"rulePriority":2,"d":"b"}]}"#;
    let other = r#"{"rules":[{"rulePriority":2,"d":"b"},{"rulePriority":1,"d":"a"}]}"#;
    assert_eq!(read(one), read(other));
}

fn containers(left: &str, right: &str) -> Vec<String> {
    let text = |containers: &str| {
        format!(
            "resource \"aws_ecr_repository\" \"app\" {{\n  name = \"app\"\n}}\n\
             resource \"aws_ecs_task_definition\" \"it\" {{\n  family = \"it\"\n  container_definitions = {containers}\n}}\n"
        )
    };
    let (left, right) = (text(left), text(right));
    leaves(
        "aws_ecs_task_definition.it",
        "container_definitions",
        Both::new(&left, &right),
    )
}

const CONTAINERS: &str = r#"jsonencode([
    { name = "app", image = "${aws_ecr_repository.app.repository_url}:1.2.3", essential = true, cpu = 0,
      portMappings = [{ containerPort = 80, hostPort = 80, protocol = "tcp" }], environment = [
      { name = "STAGE", value = "prod" }, { name = "LEVEL", value = "info" }],
      secrets = [{ name = "KEY", valueFrom = "arn:aws:ssm:us-east-1:123456789012:parameter/key" }] },
    { name = "proxy", image = "nginx:1.27", essential = false },
  ])"#;

#[test]
fn containers_are_the_same_however_they_are_written() {
    let text = r#"<<-EOT
    [
      {"name": "proxy", "image": "nginx:1.27", "essential": false, "environment": [], "mountPoints": []},
      {"Name": "app", "Image": "${aws_ecr_repository.app.repository_url}:1.2.3",
       "portMappings": [{"containerPort": 80}],
       "secrets": [{"valueFrom": "arn:aws:ssm:us-east-1:123456789012:parameter/key", "name": "KEY"}],
       "environment": [{"name": "LEVEL", "value": "info"}, {"name": "STAGE", "value": "test"}]}
    ]
  EOT
"#;
    assert_eq!(containers(CONTAINERS, text), [""; 0]);
}

#[test]
fn what_differs_in_containers_is_told_by_name() {
    let tag = CONTAINERS.replace("1.2.3", "1.3.0");
    assert_eq!(
        containers(CONTAINERS, &tag),
        ["app.image.tag \"1.2.3\" \"1.3.0\""]
    );
    let port = CONTAINERS.replace("80", "8080");
    let ports = containers(CONTAINERS, &port);
    assert_eq!(ports, ["app.portMappings[*].containerPort 80 8080"]);
    let missing = CONTAINERS.replace("{ name = \"STAGE\", value = \"prod\" }, ", "");
    assert_eq!(
        containers(CONTAINERS, &missing),
        ["app.environment.STAGE \"prod\" -"]
    );
    let secret = CONTAINERS.replace("\"KEY\"", "\"TOKEN\"");
    let secrets = containers(CONTAINERS, &secret);
    assert_eq!(secrets.len(), 2, "{secrets:?}");
    assert!(secrets[0].starts_with("app.secrets.KEY ") && secrets[0].ends_with(" -"));
    assert!(secrets[1].starts_with("app.secrets.TOKEN - "));
    let renamed = CONTAINERS.replace("\"proxy\"", "\"web\"");
    let renamed = containers(CONTAINERS, &renamed);
    assert!(renamed[0].starts_with("proxy ") && renamed[1].starts_with("web - "));
}

#[test]
fn images_are_split_at_their_tags() {
    let read = |image: &str| {
        let text = format!("[{{\"name\":\"a\",\"image\":\"{image}\"}}]");
        let found = document("aws_ecs_task_definition", "container_definitions", &text);
        found.unwrap()
    };
    assert!(read("host:5000/app").contains("repository = \"host:5000/app\""));
    assert!(read("host:5000/app:2").contains("tag = \"2\""));
    assert!(read("app@sha256:ab").contains("digest = \"sha256:ab\""));
}

#[test]
fn hostile_documents_are_read_or_left() {
    let ranges = Prefix::parse("10.0.0.0/8").map(|range| (String::new(), range));
    let words = Words::of("prod").with_networks(ranges.into_iter().collect());
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let odd = [
        r#"{"Statement": "x"}"#,
        r#"{"Statement": [1, null, {"Action": {"a": []}, "Principal": 3, "Condition": [1]}]}"#,
        &deep,
    ];
    for text in odd {
        let value = Value::string(text);
        let values = Both::new(&value, &value);
        canonical_of_both(
            "aws_iam_policy",
            "policy",
            values,
            Both::new(&words, &words),
        );
    }
    let odd = r#"[1, {"name": 2}, {"image": [], "environment": [{"name": "a", "x": 1, "y": 2}], "portMappings": {}}]"#;
    assert!(document("aws_ecs_task_definition", "container_definitions", odd).is_some());
}
