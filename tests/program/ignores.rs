//! Ignore comments in files that have no comments of their own kind.

use crate::scratch::{Scratch, clean_stack};

#[test]
fn the_comment_property_of_a_json_file_silences_its_rules() {
    let scratch = Scratch::new("json-ignore");
    clean_stack(&scratch, "live/prod/us-east-1/vpc", "");
    clean_stack(&scratch, "live/test/us-east-1/vpc", "");
    let call = |comment: &str| {
        format!("{{\"//\": {comment}, \"module\": {{\"gone\": {{\"source\": \"../nowhere\"}}}}}}")
    };
    let place = "live/prod/us-east-1/vpc/call.tf.json";
    scratch.write(place, call("\"a comment\""));
    let run = scratch.run(&["check"]);
    assert!(run.out.contains("module-source-missing"), "{}", run.out);
    let ignore = "\"iaclint:ignore-file[module-source-missing] -- it comes with the next release\"";
    for comment in [ignore.to_owned(), format!("[\"why:\", {ignore}]")] {
        scratch.write(place, call(&comment));
        let run = scratch.run(&["check"]);
        assert!(!run.out.contains("module-source-missing"), "{}", run.out);
        assert!(!run.out.contains("unused-ignore"), "{}", run.out);
    }
    scratch.write(
        place,
        call("\"iaclint:ignore-file[module-source-missing]\""),
    );
    let run = scratch.run(&["check"]);
    assert!(run.out.contains("malformed-ignore"), "{}", run.out);
}

/// Two services whose one security group lets nothing out, each with a comment above it.
fn without_egress(first: &str, second: &str, group: &str) -> String {
    let service = |name: &str, comment: &str| {
        format!(
            "{comment}\nresource \"aws_ecs_service\" \"{name}\" {{\n  name            = \"{name}\"\n  \
             launch_type     = \"FARGATE\"\n  task_definition = aws_ecs_task_definition.web.arn\n\n  \
             network_configuration {{\n    subnets         = [\"subnet-12345678\"]\n    \
             security_groups = [aws_security_group.tasks.id]\n  }}\n}}\n"
        )
    };
    let shared = "resource \"aws_security_group\" \"tasks\" {\n  name   = \"tasks\"\n  vpc_id = \"vpc-12345678\"\n}\n\n\
                  resource \"aws_ecs_task_definition\" \"web\" {\n  family                   = \"web\"\n  \
                  network_mode             = \"awsvpc\"\n  requires_compatibilities = [\"FARGATE\"]\n  \
                  container_definitions    = jsonencode([{ name = \"web\", image = \"nginx:1.29.8\" }])\n}\n";
    let (one, two) = (service("one", first), service("two", second));
    format!("{group}\n{shared}\n{one}\n{two}")
}

const SILENT: &str = "# iaclint:ignore[ecs-task-egress] -- it is switched on later";

/// How many findings of the rule there are, and what is said of comments.
fn of_egress(run: &crate::scratch::Run) -> (usize, bool) {
    let told = run.out.matches("error[ecs-task-egress]").count();
    (told, run.out.contains("unused-ignore"))
}

#[test]
fn a_comment_silences_its_own_part_of_what_is_told_once() {
    let scratch = Scratch::new("ignore-of-a-part");
    let place = "live/prod/us-east-1/web/main.tf";
    let mut fingerprints = Vec::new();
    for (first, second, group, told) in [
        ("", "", "", 1),
        (SILENT, "", "", 1),
        ("", SILENT, "", 1),
        (SILENT, SILENT, "", 0),
        ("", "", SILENT, 0),
    ] {
        clean_stack(&scratch, "live/prod/us-east-1/web", "");
        scratch.write(place, without_egress(first, second, group));
        let run = scratch.run(&["check"]);
        assert_eq!(of_egress(&run), (told, false), "{run:?}");
        for name in ["one", "two"] {
            let part = format!("aws_ecs_service.{name} has no other group");
            let is_silent = if name == "one" { first } else { second } == SILENT;
            assert_eq!(
                run.out.contains(&part),
                told == 1 && !is_silent,
                "{name}: {run:?}"
            );
        }
        let json = scratch.run(&["check", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
        let findings = json["findings"].as_array().unwrap().iter();
        let own = findings.filter(|it| it["rule"] == "ecs-task-egress");
        fingerprints.extend(own.map(|it| it["fingerprint"].clone()));
    }
    // The same cause, however much of it is silenced.
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 1, "{fingerprints:?}");
}
