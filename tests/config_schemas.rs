//! The schemas that come with the program, against files as people write them.

use iaclint::data::schema::{Schema, compile, validate};
use iaclint::data::{Node, Template, parse_template_json, parse_yaml};
use iaclint::source::FileId;

fn schema(name: &str) -> Schema {
    let path = format!("policies/schemas/{name}.schema.json");
    let text = std::fs::read_to_string(&path).expect("the schema is there");
    compile(&path, &text, &|_| None).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn told(name: &str, node: &Node, text: &str) -> Vec<String> {
    let violations = validate(&schema(name), node);
    violations
        .into_iter()
        .map(|v| format!("{} | {} | {}", &text[v.span.range()], v.message, v.help))
        .collect()
}

fn repository(text: &str) -> Vec<String> {
    told(
        "ecr-repository",
        &parse_yaml(FileId(0), text).expect("valid YAML")[0],
        text,
    )
}

fn json(name: &str, text: &str) -> Vec<String> {
    let Ok(Template::Tree(node)) = parse_template_json(FileId(0), text) else {
        panic!("{text}")
    };
    told(name, &node, text)
}

fn container(inside: &str) -> Vec<String> {
    json(
        "ecs-container-definitions",
        &format!("[{{\"name\": \"web\", \"image\": \"${{image}}\", {inside}}}]"),
    )
}

fn lifecycle(selection: &str) -> Vec<String> {
    let text = format!(
        "{{\"rules\": [{{\"rulePriority\": 1, \"selection\": {{{selection}}}, \"action\": {{\"type\": \"expire\"}}}}]}}"
    );
    json("ecr-lifecycle-policy", &text)
}

#[test]
fn a_repository_is_checked_key_by_key() {
    assert!(
        repository("# Image.\nkeep_images: 30\nkeep_untagged_days: 7\ncross_account_pull: true\n")
            .is_empty()
    );
    assert_eq!(
        repository("keep_image: 30\nkeep_untagged_days: 0\ncross_account_pull: \"true\"\n"),
        [
            "keep_image | unknown key `keep_image` | did you mean `keep_images`?",
            "0 | `keep_untagged_days` must be at least 1, but is 0 | `keep_untagged_days`: Days after which an image without a tag goes",
            "\"true\" | `cross_account_pull` must be true or false, but is the string \"true\" | write true without quotes",
        ]
    );
}

#[test]
fn a_full_container_with_holes_is_accepted() {
    let full = r#"[{"name": "hello-world", "image": "${image}", "essential": true, "user": "101:101", "cpu": ${cpu},
        "readonlyRootFilesystem": true,
        "linuxParameters": {"initProcessEnabled": true, "capabilities": {"drop": ["ALL"]}},
        "systemControls": [{"namespace": "net.ipv4.ip_unprivileged_port_start", "value": "0"}],
        "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}],
        "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp", "readOnly": false}],
        "environment": [{"name": "ENVIRONMENT", "value": "${environment}"}],
        "secrets": [{"name": "KEY", "valueFrom": "${secrets.key}"}],
        "dependsOn": [{"containerName": "init", "condition": "SUCCESS"}],
        "healthCheck": {"command": ["CMD", "wget"], "interval": 15, "timeout": 3, "retries": 3, "startPeriod": 10},
        "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "${log_group}",
            "awslogs-region": "${region}", "awslogs-stream-prefix": "hello-world"}}}]"#;
    assert_eq!(json("ecs-container-definitions", full), [""; 0]);
}

const REFUSED: &[(&str, &str)] = &[
    (
        r#""environment": [{"name": "PORT", "value": 80}]"#,
        "80 | `value` must be a string, but is the number 80 | write it in quotes: \"80\"",
    ),
    (
        r#""portMappings": [{"containerPort": "80"}]"#,
        "\"80\" | `containerPort` must be a whole number, but is the string \"80\" | write 80 without quotes",
    ),
    (
        r#""portMappings": [{"containerPort": 80, "protocol": "TCP"}]"#,
        "\"TCP\" | `protocol` must be `tcp` or `udp`, but is the string \"TCP\" | did you mean `tcp`?",
    ),
    (
        r#""portMappings": [{"container_port": 80}]"#,
        "\"container_port\" | unknown key `container_port` in `[0].portMappings[0]` | did you mean `containerPort`?",
    ),
    (
        r#""readOnlyRootFilesystem": true"#,
        "\"readOnlyRootFilesystem\" | unknown key `readOnlyRootFilesystem` in element 1 of the list | did you mean `readonlyRootFilesystem`?",
    ),
    (
        r#""secrets": [{"name": "A", "valueForm": "x"}]"#,
        "\"valueForm\" | unknown key `valueForm` in `[0].secrets[0]` | did you mean `valueFrom`?",
    ),
    (
        r#""secrets": [{"name": "A"}]"#,
        "{ | missing key `valueFrom` in `[0].secrets[0]` | add `valueFrom`: ARN of a secret in Secrets Manager or of a parameter in Parameter Store",
    ),
    (
        r#""healthCheck": {"command": ["curl", "x"]}"#,
        "\"curl\" | `command[0]` must be `CMD`, `CMD-SHELL` or `NONE`, but is the string \"curl\" | ",
    ),
    (
        r#""healthCheck": {"command": ["CMD", "x"], "interval": 1}"#,
        "1 | `interval` must be at least 5, but is 1 | `interval`: Seconds between two checks",
    ),
    (
        r#""command": "sleep 1""#,
        "\"sleep 1\" | `command` must be a list, but is the string \"sleep 1\" | write a list, such as [\"sleep 1\"]",
    ),
    (
        r#""user": 1000"#,
        "1000 | `user` must be a string, but is the number 1000 | write it in quotes: \"1000\"",
    ),
    (
        r#""essential": "true""#,
        "\"true\" | `essential` must be true or false, but is the string \"true\" | write true without quotes",
    ),
    (
        r#""linuxParameters": {"capabilities": {"drop": ["all"]}}"#,
        "\"all\" | `drop[0]` must be",
    ),
    (
        r#""logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-region": "${region}"}}"#,
        "\"options\" | missing key `awslogs-group` in `[0].logConfiguration.options` | add `awslogs-group`: Name of the log group",
    ),
    (
        r#""dependsOn": [{"containerName": "x", "condition": "healthy"}]"#,
        "\"healthy\" | `condition` must be `START`, `COMPLETE`, `SUCCESS` or `HEALTHY`, but is the string \"healthy\" | did you mean `HEALTHY`?",
    ),
];

#[test]
fn what_ecs_would_refuse_is_told_at_its_place() {
    for (inside, expected) in REFUSED {
        let found = container(inside);
        assert!(
            found.iter().any(|line| line.starts_with(expected)),
            "{inside}: {found:#?}"
        );
        assert!(found.len() <= 2, "{found:#?}");
    }
    assert_eq!(
        json("ecs-container-definitions", "[]"),
        [
            "[ | the document must not be empty | the document: The list that `container_definitions` of `aws_ecs_task_definition` takes, by the ContainerDefinition of the ECS API"
        ]
    );
    assert_eq!(
        json("ecs-container-definitions", "[{\"name\": \"a\"}]").len(),
        1
    );
}

#[test]
fn a_lifecycle_policy_is_checked_as_a_whole() {
    assert!(lifecycle(r#""tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 7"#).is_empty());
    assert!(
        lifecycle(
            r#""tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": ${keep}"#
        )
        .is_empty()
    );
    assert!(lifecycle(r#""tagStatus": "tagged", "tagPatternList": ["v*"], "countType": "imageCountMoreThan", "countNumber": 5"#).is_empty());
    let cases = [
        (
            r#""tagStatus": "tagged", "countType": "imageCountMoreThan", "countNumber": 5"#,
            "\"selection\" | missing key in `rules[0].selection`: `tagPatternList` or `tagPrefixList` is needed",
        ),
        (
            r#""tagStatus": "any", "tagPrefixList": ["v"], "countType": "imageCountMoreThan", "countNumber": 5"#,
            "\"tagPrefixList\" | `tagPrefixList` is not allowed here | `tagPrefixList`: Only with the tag status `tagged`",
        ),
        (
            r#""tagStatus": "any", "countType": "sinceImagePushed", "countNumber": 5"#,
            "\"selection\" | missing key `countUnit` in `rules[0].selection` | add `countUnit`: An age needs its unit",
        ),
        (
            r#""tagStatus": "any", "countType": "imageCountMoreThan", "countUnit": "days", "countNumber": 5"#,
            "\"days\" | `countUnit` is not allowed here | `countUnit`: A number of images has no unit",
        ),
        (
            r#""tagStatus": "anny", "countType": "imageCountMoreThan", "countNumber": 5"#,
            "\"anny\" | `tagStatus` must be `tagged`, `untagged` or `any`, but is the string \"anny\" | did you mean `any`?",
        ),
    ];
    for (selection, expected) in cases {
        let found = lifecycle(selection);
        assert_eq!(found.len(), 1, "{selection}: {found:#?}");
        assert!(found[0].starts_with(expected), "{found:#?}");
    }
}

#[test]
fn the_schema_of_the_configuration_means_what_it_says() {
    compile("iaclint.schema.json", iaclint::config::SCHEMA, &|_| None).unwrap();
}
