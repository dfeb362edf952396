//! Objects whose keys are not known: they are objects all the same.

use super::language::{evaluate, show};

#[test]
fn an_object_with_unknown_keys_is_no_sequence() {
    let shown = |text: &str| show(&evaluate(text).unwrap());
    let object = "{ for k in [id] : k => 0 }";
    assert_eq!(shown(object), "{...0}");
    // As `flatten([0, [{ a = 0 }], [1]])` keeps the object.
    assert_eq!(
        shown(&format!("flatten([0, [{object}], [1]])")),
        "[0, {...0}, 1]"
    );
    assert_eq!(shown(&format!("({object})[*]")), "[{...0}]");
    assert_eq!(shown(&format!("values({object})")), "[...0]");
    assert_eq!(shown("flatten([0, [{ (id) = 1 }]])"), "[0, { ...}]");
}
