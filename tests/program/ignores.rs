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
