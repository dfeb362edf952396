//! `schema` of an `enforce` block.

use super::{CONFIG, HEAD, STACK, judged_all, open, told};

const POLICY: &str = r#"
resource_policy "aws_ecs_task_definition" "containers" {
  enforce {
    document      = attrs.container_definitions
    schema        = "schemas/containers.schema.json"
    error_message = "A container is not as agreed"
  }
}
"#;

const SCHEMA: &str = r#"{
  "type": "array",
  "items": {
    "type": "object",
    "required": ["name", "image"],
    "properties": {
      "name": { "type": "string" },
      "image": { "type": "string" },
      "memory": { "type": "integer", "minimum": 128 },
      "environment": { "type": "array", "items": { "type": "object" } }
    }
  }
}"#;

fn with(schema: &str, definitions: &str) -> (Vec<String>, Vec<String>) {
    let main = format!(
        "{HEAD}variable \"image\" {{}}\nresource \"aws_ecs_task_definition\" \"t\" {{\n  family = \"t\"\n  \
         container_definitions = {definitions}\n}}\n"
    );
    let path = format!("{STACK}/main.tf");
    let files = [
        ("policies/p.policy.hcl", POLICY),
        ("policies/schemas/containers.schema.json", schema),
        (&*path, &*main),
    ];
    let outcome = judged_all(CONFIG, &files).unwrap();
    let errors = super::errors(&outcome);
    (
        told(&outcome),
        open(&outcome).into_iter().chain(errors).collect(),
    )
}

#[test]
fn a_document_that_satisfies_its_schema_passes_also_where_a_part_is_not_known() {
    let known = r#"jsonencode([{ name = "a", image = "a:1", memory = 128 }])"#;
    assert_eq!(with(SCHEMA, known), (vec![], vec![]));
    let image = r#"jsonencode([{ name = "a", image = "${var.image}:1" }])"#;
    assert_eq!(with(SCHEMA, image), (vec![], vec![]));
}

#[test]
fn what_does_not_satisfy_it_is_told_with_its_place() {
    let (found, _) = with(SCHEMA, r#"jsonencode([{ name = "a", memory = 64 }])"#);
    assert_eq!(found.len(), 1);
    let start = "error aws_ecs_task_definition.t: A container is not as agreed: /0";
    assert!(found[0].starts_with(start), "{found:?}");
    assert!(
        found[0].contains("image") && found[0].contains("/0/memory"),
        "{found:?}"
    );
}

#[test]
fn what_may_satisfy_it_or_not_is_open() {
    let schema = SCHEMA.replace(
        r#""image": { "type": "string" }"#,
        r#""image": { "type": "string", "pattern": "^ours/" }"#,
    );
    let (found, not_known) = with(
        &schema,
        r#"jsonencode([{ name = "a", image = var.image }])"#,
    );
    assert_eq!(found, Vec::<String>::new());
    assert!(
        not_known.len() == 1 && not_known[0].contains("var.image is given no value"),
        "{not_known:?}"
    );
    let selective = SCHEMA.replace(
        r#""image": { "type": "string" }"#,
        r#""image": { "not": { "const": "evil" } }"#,
    );
    let (found, not_known) = with(
        &selective,
        r#"jsonencode([{ name = "a", image = var.image }])"#,
    );
    assert_eq!((found.len(), not_known.len()), (0, 1), "{not_known:?}");
}

#[test]
fn a_schema_that_is_not_there_or_wrong_is_an_error_of_the_policy() {
    let (found, errors) = with("{ \"type\": \"thing\" }", "jsonencode([])");
    assert!(found.is_empty() && errors.len() == 1, "{errors:?}");
    let files = [("policies/p.policy.hcl", POLICY)];
    let errors = super::errors(&judged_all(CONFIG, &files).unwrap());
    assert_eq!(
        errors,
        [
            "policies/p.policy.hcl:5:21: there is no file `schemas/containers.schema.json`; the path is relative to the policy's file"
        ]
    );
}
