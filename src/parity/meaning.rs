//! To be said.

use crate::eval::Value;

pub(super) fn covers(_kind: &str, _attribute: Option<&str>) -> bool {
    false
}

pub(super) fn canonical(_kind: &str, _attribute: &str, _value: &Value) -> Option<Value> {
    None
}
