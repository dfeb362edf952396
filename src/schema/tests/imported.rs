//! `terraform providers schema -json` to schemas.

use serde_json::json;

use crate::schema::{ImportFault, Nesting, ProviderSchema, Schemas, file_name, import};
use crate::types::Type;

const EXAMPLE: &str = "registry.terraform.io/acme/example";

/// One provider with one resource of this block.
fn document(address: &str, block: &serde_json::Value) -> Vec<u8> {
    let schemas =
        json!({ "resource_schemas": { "example_thing": { "version": 0, "block": block } } });
    json!({ "format_version": "1.0", "provider_schemas": { address: schemas } })
        .to_string()
        .into_bytes()
}

fn imported(address: &str, block: &serde_json::Value) -> ProviderSchema {
    let imported = import(&document(address, block), |_| Some("1.2.3".to_owned())).unwrap();
    assert_eq!(imported.len(), 1);
    ProviderSchema::decode(&imported[0].bytes).unwrap()
}

fn fault(block: &serde_json::Value) -> ImportFault {
    import(&document(EXAMPLE, block), |_| None).unwrap_err()
}

#[test]
fn nested_attributes_become_objects_that_may_be_given_in_part() {
    let schema = imported(
        EXAMPLE,
        &json!({ "attributes": { "rules": { "optional": true, "nested_type": {
            "nesting_mode": "list",
            "attributes": {
                "port": { "type": "number", "required": true },
                "names": { "type": ["set", "string"], "optional": true },
                "id": { "type": "string", "computed": true },
            } } } } }),
    );
    let thing = schema.resource("example_thing").unwrap();
    let rules = thing.attribute("rules").unwrap();
    assert_eq!(
        rules.ty.to_string(),
        "list(object({ id = optional(string), names = optional(set(string)), port = number }))"
    );
    assert_eq!(
        thing.object_type().to_string(),
        "object({ rules = list(object({ id = string, names = set(string), port = number })) })"
    );
    assert_eq!(
        (schema.address(), schema.version()),
        (EXAMPLE, Some("1.2.3"))
    );
}

#[test]
fn each_nesting_of_blocks_has_its_type() {
    let nested = |mode: &str, ty: &str| {
        let block = json!({ "attributes": { "a": { "type": ty, "required": true } } });
        let nested = json!({ "nesting_mode": mode, "block": block, "max_items": 3 });
        let schema = imported(EXAMPLE, &json!({ "block_types": { "b": nested } }));
        let thing = schema.resource("example_thing").unwrap();
        assert_eq!(thing.block("b").unwrap().max, Some(3));
        thing.block("b").unwrap().value_type().to_string()
    };
    let object = "object({ a = string })";
    assert_eq!(nested("list", "string"), format!("list({object})"));
    assert_eq!(nested("set", "string"), format!("set({object})"));
    assert_eq!(nested("map", "string"), format!("map({object})"));
    assert_eq!(nested("single", "string"), object);
    assert_eq!(nested("group", "string"), object);
    assert_eq!(nested("list", "dynamic"), "any");
    assert_eq!(nested("single", "dynamic"), "object({ a = any })");
    assert_eq!(Nesting::from_name("bag"), None);
}

#[test]
fn what_was_imported_takes_precedence_for_its_provider() {
    let block = json!({ "attributes": { "mine": { "type": "string", "optional": true } } });
    let own = imported("registry.terraform.io/hashicorp/aws", &block);
    let schemas = Schemas::with_imported([own, imported(EXAMPLE, &block)]);
    assert!(
        schemas.resource("aws_vpc").is_none(),
        "the imported one has no such type"
    );
    assert!(schemas.resource("example_thing").is_some());
    assert!(schemas.resource("terraform_data").is_some());
    let addresses: Vec<&str> = schemas.providers().iter().map(|it| it.address()).collect();
    let expected = [
        EXAMPLE,
        "registry.terraform.io/hashicorp/aws",
        "terraform.io/builtin/terraform",
    ];
    assert_eq!(addresses, expected);
    assert!(schemas.is_imported(EXAMPLE) && !schemas.is_imported(expected[2]));
}

#[test]
fn a_name_means_hashicorps_provider_and_imports_first() {
    let block = json!({});
    let addresses = [
        "registry.opentofu.org/aaa/aws",
        "registry.opentofu.org/hashicorp/aws",
        "registry.terraform.io/acme/google-beta",
    ];
    let schemas = Schemas::with_imported(addresses.map(|address| imported(address, &block)));
    assert_eq!(schemas.named("aws").unwrap().address(), addresses[1]);
    assert_eq!(
        schemas.named("terraform").unwrap().address(),
        "terraform.io/builtin/terraform"
    );
    assert!(schemas.named("google").is_none());
    // No provider is called `example`, but the type is found all the same.
    assert!(schemas.resource("example_thing").is_some());
}

#[test]
fn faults_name_their_place() {
    let wrong = json!({ "attributes": { "a": { "type": ["lisst", "string"] } } });
    let message =
        fault(&json!({ "block_types": { "b": { "nesting_mode": "list", "block": wrong } } }))
            .message;
    assert_eq!(
        message,
        "provider_schemas.registry.terraform.io/acme/example.resource_schemas.example_thing.block\
         .block_types.b.block.attributes.a.type: [\"lisst\",\"string\"] is not a type"
    );
    let message = fault(&json!({ "block_types": { "b": { "nesting_mode": "bag" } } })).message;
    assert!(
        message.ends_with("block_types.b.nesting_mode: `bag` is not known"),
        "{message}"
    );
    let message = fault(&json!({ "attributes": { "a": {} } })).message;
    assert!(
        message.ends_with("attributes.a.type: is missing"),
        "{message}"
    );

    let syntax = import(b"{\n  \"format_version\": 1 }", |_| None).unwrap_err();
    assert_eq!(syntax.place.map(|(line, _)| line), Some(2));
    for (text, part) in [
        (r#"{"format_version":"2.0"}"#, "format version `2.0`"),
        (r#"{"format_version":"1.0"}"#, "no provider"),
        (
            r#"{"format_version":"1.0","provider_schemas":{"../../x":{}}}"#,
            "`../../x`",
        ),
    ] {
        let message = import(text.as_bytes(), |_| None).unwrap_err().message;
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn depth_is_bounded() {
    let deep = format!(
        r#"{{"format_version":"1.0","provider_schemas":{{"a/b/c":{{"provider":{{"block":{{"attributes":{{"a":{{"type":{}"string"{}}}}}}}}}}}}}}}"#,
        r#"["list","#.repeat(10_000),
        "]".repeat(10_000)
    );
    let refused = import(deep.as_bytes(), |_| None).unwrap_err();
    assert!(
        refused.message.contains("recursion limit"),
        "{}",
        refused.message
    );
}

#[test]
fn only_a_providers_address_becomes_a_path() {
    assert_eq!(
        file_name("registry.terraform.io/hashicorp/aws").as_deref(),
        Some("registry.terraform.io/hashicorp/aws.bin")
    );
    assert_eq!(
        file_name("registry.example.com:8443/acme/shop").as_deref(),
        Some("registry.example.com_8443/acme/shop.bin")
    );
    for address in [
        "",
        "aws",
        "hashicorp/aws",
        "a/../b",
        "a//b",
        "/a/b",
        "a/b/c/d",
        "a/b/c\n",
        "a/b/..",
        "a\\b/c/d",
    ] {
        assert_eq!(file_name(address), None, "{address:?}");
    }
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let block =
        json!({ "attributes": { "a": { "type": "string" }, "b": { "type": ["map", "bool"] } } });
    let bytes = || import(&document(EXAMPLE, &block), |_| None).unwrap();
    assert_eq!(bytes(), bytes());
    let schema = ProviderSchema::decode(&bytes()[0].bytes).unwrap();
    assert_eq!(schema.version(), None);
    let thing = schema.resource("example_thing").unwrap();
    assert_eq!(thing.attribute("b").unwrap().ty, Type::map(Type::Bool));
}
