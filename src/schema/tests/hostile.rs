//! Files that are damaged or forged.

use crate::schema::format::{MARK, MAX_BYTES, checksum};
use crate::schema::{ProviderSchema, import};

const BODY: usize = MARK.len() + 8;

const JSON: &str = r#"{"format_version":"1.0","provider_schemas":{"registry.terraform.io/acme/example":{
  "provider":{"block":{"attributes":{"region":{"type":"string","optional":true}}}},
  "resource_schemas":{
    "example_a":{"block":{
      "attributes":{
        "id":{"type":"string","computed":true},
        "rules":{"type":["set",["object",{"from":"number","to":"number"}]],"optional":true},
        "pair":{"type":["tuple",["bool",["list","dynamic"]]],"optional":true}},
      "block_types":{"net":{"nesting_mode":"list","max_items":1,"block":{
        "attributes":{"subnets":{"type":["set","string"],"required":true}}}}}}},
    "example_b":{"block":{"attributes":{"id":{"type":"string","computed":true}},"deprecated":true}}},
  "data_source_schemas":{"example_a":{"block":{"attributes":{"id":{"type":"string","required":true}}}}}}}}"#;

fn file() -> Vec<u8> {
    let mut imported = import(JSON.as_bytes(), |_| Some("1.0.0".to_owned())).unwrap();
    imported.remove(0).bytes
}

/// The same with a checksum that fits, as whoever forges a file would write it.
fn sealed(mut file: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&file[BODY..]);
    file[MARK.len()..BODY].copy_from_slice(&sum.to_le_bytes());
    file
}

/// Reads a file and makes all that it holds.
fn use_all(file: &[u8]) -> Result<(), String> {
    let schema = ProviderSchema::decode(file).map_err(|fault| fault.to_string())?;
    for name in schema.resource_types() {
        let block = schema.resource(name).unwrap();
        let _ = (block.object_type().to_string(), block.members().count());
    }
    for name in schema.data_source_types() {
        let _ = schema.data_source(name).unwrap().object_type();
    }
    for name in schema.ephemeral_types() {
        let _ = schema.ephemeral(name).unwrap().object_type();
    }
    let _ = schema.provider().map(|block| block.object_type().clone());
    Ok(())
}

#[test]
fn a_damaged_file_is_told_with_its_place() {
    let file = file();
    assert_eq!(use_all(&file), Ok(()));
    assert_eq!(sealed(file.clone()), file);
    for at in 0..file.len() {
        for bit in 0..8 {
            let mut damaged = file.clone();
            damaged[at] ^= 1 << bit;
            let message = use_all(&damaged).unwrap_err();
            assert!(message.starts_with("at byte "), "{message}");
        }
        assert!(use_all(&file[..at]).is_err());
    }
    let message = use_all(b"{\"a\":1}").unwrap_err();
    assert_eq!(
        message,
        "at byte 0: it does not begin as a provider schema does"
    );
    let message = use_all(b"iaclint\x02........").unwrap_err();
    assert_eq!(
        message,
        "at byte 7: it was written by another version of iaclint"
    );
}

#[test]
fn a_forged_file_gives_a_fault_or_a_schema_and_nothing_else() {
    let file = file();
    for at in BODY..file.len() {
        for value in 0..=u8::MAX {
            let mut forged = file.clone();
            forged[at] = value;
            let _ = use_all(&sealed(forged));
        }
        let _ = use_all(&sealed(file[..at].to_vec()));
        let mut forged = file.clone();
        forged.splice(at..at, [0xff, 0xff, 0xff, 0xff, 0x0f]);
        let _ = use_all(&sealed(forged));
        let mut forged = file.clone();
        forged.remove(at);
        let _ = use_all(&sealed(forged));
    }
    let longer = sealed([file.as_slice(), b"\0"].concat());
    assert!(
        use_all(&longer)
            .unwrap_err()
            .ends_with("something follows the end")
    );
}

/// A file of these types and blocks with the names `a` and `b`, and a resource `a` of the last block.
fn forged(types: &[&[u8]], blocks: &[&[u8]]) -> Vec<u8> {
    let mut file = [MARK.as_slice(), &[0; 8]].concat();
    // Address and version are empty; there are two names of one byte.
    file.extend([0, 0, 2, 1, 1, 2, b'a', b'b']);
    for rows in [types, blocks] {
        file.push(u8::try_from(rows.len()).unwrap());
        file.extend(rows.concat());
    }
    file.extend([0, 1, 0, u8::try_from(blocks.len() - 1).unwrap(), 0, 0]);
    sealed(file)
}

#[test]
fn nothing_holds_itself_or_grows_beyond_bounds() {
    let leaf: &[u8] = &[0, 0, 0];
    assert_eq!(use_all(&forged(&[&[3]], &[leaf])), Ok(()));
    let itself = use_all(&forged(&[&[4, 0]], &[leaf])).unwrap_err();
    assert!(
        itself.ends_with("it refers to what is not there"),
        "{itself}"
    );

    // Tuples of two of the one before: 2^100 types when written out.
    let doubled: Vec<Vec<u8>> = (0..100).map(|at| vec![7, 2, at, at]).collect();
    let mut types: Vec<&[u8]> = vec![&[3]];
    types.extend(doubled.iter().map(Vec::as_slice));
    let message = use_all(&forged(&types, &[leaf])).unwrap_err();
    assert!(
        message.contains("more attributes and blocks than any provider"),
        "{message}"
    );

    // Blocks of two of the one before.
    let doubled: Vec<Vec<u8>> = (0..30)
        .map(|at| vec![0, 0, 2, 0, 0, 0, 0, at, 1, 0, 0, 0, at])
        .collect();
    let mut blocks: Vec<&[u8]> = vec![leaf];
    blocks.extend(doubled.iter().map(Vec::as_slice));
    let message = use_all(&forged(&[&[3]], &blocks)).unwrap_err();
    assert!(
        message.contains("more attributes and blocks than any provider"),
        "{message}"
    );
    assert_eq!(use_all(&forged(&[&[3]], &blocks[..10])), Ok(()));

    // Lists of lists: a hundred are too many.
    let nested: Vec<Vec<u8>> = (0..110).map(|at| vec![4, at]).collect();
    let mut types: Vec<&[u8]> = vec![&[3]];
    types.extend(nested.iter().map(Vec::as_slice));
    let message = use_all(&forged(&types, &[leaf])).unwrap_err();
    assert!(message.contains("more than 100 deep"), "{message}");
    assert_eq!(use_all(&forged(&types[..100], &[leaf])), Ok(()));
}

#[test]
fn counts_that_promise_too_much_take_no_memory() {
    let mut file = [MARK.as_slice(), &[0; 8], &[0, 0]].concat();
    file.extend([0xff, 0xff, 0xff, 0xff, 0x0f]);
    let message = use_all(&sealed(file)).unwrap_err();
    assert!(
        message.ends_with("a count is larger than what follows"),
        "{message}"
    );
    let message = use_all(&vec![0; MAX_BYTES + 1]).unwrap_err();
    assert!(message.contains("larger than 16 MB"), "{message}");
}
