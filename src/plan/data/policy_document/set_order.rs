//! The order in which Terraform's plugin library goes through a set of blocks: by a checksum of what is in them
//! (terraform-plugin-sdk, `helper/schema`).

use crate::eval::Value;

/// CRC-32 as in IEEE 802.3: the checksum that the provider also makes its `id` from.
pub(super) fn crc32(text: &str) -> u32 {
    let mut checksum = u32::MAX;
    for byte in text.bytes() {
        checksum ^= u32::from(byte);
        for _ in 0..8 {
            let mask = (checksum & 1).wrapping_neg();
            checksum = (checksum >> 1) ^ (0xedb8_8320 & mask);
        }
    }
    !checksum
}

/// The key that orders a `principals` block, where all in it is known. Keys are compared as texts.
pub(super) fn of_principal(kind: &str, identifiers: &[&str]) -> String {
    let mut keyed: Vec<(String, &str)> = identifiers
        .iter()
        .map(|identifier| (crc32(&format!("{identifier};")).to_string(), *identifier))
        .collect();
    keyed.sort();
    let items: String = keyed.iter().map(|(_, item)| format!("{item};")).collect();
    crc32(&format!("identifiers:{{{items}}};type:{kind};")).to_string()
}

/// The key that orders a `condition` block, where all in it is known.
pub(super) fn of_condition(test: &str, variable: &str, values: &[&str]) -> String {
    let items: String = values.iter().map(|item| format!("{item};")).collect();
    crc32(&format!(
        "test:{test};values:({items});variable:{variable};"
    ))
    .to_string()
}

/// The texts of strings, where all are known.
pub(super) fn texts(items: &[Value]) -> Option<Vec<&str>> {
    items.iter().map(Value::as_str).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_checksum_is_that_of_ieee() {
        // The check value that the checksum's definition gives.
        assert_eq!(super::crc32("123456789"), 0xcbf4_3926);
        assert_eq!(super::crc32(""), 0);
    }
}
