//! JSON syntax, where the schema tells blocks from arguments.

use super::{NOTHING, of_files};

fn of_json(text: &str) -> Vec<String> {
    let found = of_files(&[("a.tf.json", text)]);
    let short = found
        .iter()
        .map(|it| it.strip_prefix("a.tf.json:").unwrap_or(it));
    short.map(str::to_owned).collect()
}

fn of_instance(entries: &str) -> Vec<String> {
    of_json(&format!(
        "{{\"resource\": {{\"aws_instance\": {{\"a\": {{\"ami\": \"x\", \"instance_type\": \"x\",\n{entries}}}}}}}}}"
    ))
}

#[test]
fn blocks_are_objects_or_lists_of_objects() {
    assert_eq!(
        of_instance(
            "\"root_block_device\": {\"volume_size\": 1}, \"ebs_block_device\": [{\"device_name\": \"x\"}]"
        ),
        NOTHING
    );
    assert_eq!(
        of_instance("\"root_block_device\": null, \"ebs_block_device\": []"),
        NOTHING
    );
    assert_eq!(
        of_instance("\"root_block_device\":\n{\"volume_sze\": 1}"),
        ["3 attr-unknown"]
    );
    assert_eq!(
        of_instance("\"ebs_block_device\": [\n{\"device_nme\": \"x\"}]"),
        ["3 attr-unknown"]
    );
    assert_eq!(
        of_instance("\"ebs_block_device\": [{\"volume_size\": 1}]"),
        ["2 attr-required"]
    );
    assert_eq!(
        of_instance("\"root_block_device\": [{}, {}]"),
        ["2 block-count"]
    );
    assert_eq!(
        of_instance(
            "\"dynamic\": {\"ebs_block_device\": {\"for_each\": [1], \"content\":\n{\"device_nme\": \"x\"}}}"
        ),
        ["3 attr-unknown"]
    );
}

#[test]
fn a_block_is_not_a_value() {
    let listener = |value: &str| {
        of_json(&format!(
            "{{\"resource\": {{\"aws_lb_listener\": {{\"a\":\n{{\"load_balancer_arn\": \"x\",\n\"default_action\": {value}}}}}}}}}"
        ))
    };
    assert_eq!(listener("[{\"type\": \"forward\"}]"), NOTHING);
    assert_eq!(listener("\"${var.x}\""), ["3 block-form"]);
    assert_eq!(listener("[]").len(), 1);
}

#[test]
fn comments_are_no_arguments() {
    assert_eq!(
        of_instance(
            "\"//\": \"x\", \"ebs_block_device\": [{\"device_name\": \"x\", \"//\": \"y\"}], \"tags\": {\"//\": \"x\"}"
        ),
        NOTHING
    );
    assert_eq!(
        of_json("{\"variable\": {\"a\": {\"//\": \"x\", \"type\": \"list(string)\"}}}"),
        NOTHING
    );
}

#[test]
fn the_language_is_judged_too() {
    assert_eq!(
        of_json("{\"variable\": {\"a\": {\"tpye\": \"string\"}}}"),
        ["1 attr-unknown"]
    );
    assert_eq!(
        of_json("{\"output\": {\"a\": {\"//\": \"x\"}}}"),
        ["1 attr-required"]
    );
    let data = |entries: &str| {
        of_json(&format!(
            "{{\"resource\": {{\"terraform_data\": {{\"a\": {{{entries}}}}}}}}}"
        ))
    };
    assert_eq!(
        data(
            "\"lifecycle\": {\"ignore_changes\": [\"input\"]}, \"depends_on\": [\"terraform_data.b\"]"
        ),
        NOTHING
    );
    assert_eq!(
        data("\"lifecycle\": {\"ignore_changes\": \"all\"}"),
        NOTHING
    );
    assert_eq!(data("\"lifecycle\": {\"foo\": 1}"), ["1 attr-unknown"]);
    // A list is wanted here as in the other syntax.
    assert_eq!(
        data("\"depends_on\": \"terraform_data.b\""),
        ["1 block-form"]
    );
    assert_eq!(
        of_json(
            "{\"provider\": {\"aws\": [{\"regoin\": \"x\", \"default_tags\": {\n\"foo\": 1}}]}}"
        ),
        ["1 attr-unknown", "2 attr-unknown"]
    );
}
