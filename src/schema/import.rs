//! From what `terraform providers schema -json` writes to the form in which schemas are kept.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

use super::format::Writer;
use super::{Flags, Nesting, ProviderSchema};
use crate::types::{ObjectType, Type, from_json};

/// One provider's schema, to be written into a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The provider's address, as `registry.terraform.io/hashicorp/aws`.
    pub address: String,
    /// The content of the file.
    pub bytes: Vec<u8>,
}

/// Why a text is not what `terraform providers schema -json` writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFault {
    /// Line and column from 1; `None` where the text is JSON, and the message names the place in it.
    pub place: Option<(usize, usize)>,
    /// What is wrong, without full stop.
    pub message: String,
}

#[derive(Deserialize)]
struct File {
    format_version: String,
    #[serde(default)]
    provider_schemas: BTreeMap<String, Provider>,
}

#[derive(Deserialize)]
struct Provider {
    #[serde(rename = "provider")]
    settings: Option<Entry>,
    #[serde(default)]
    resource_schemas: BTreeMap<String, Entry>,
    #[serde(default)]
    data_source_schemas: BTreeMap<String, Entry>,
    #[serde(default)]
    ephemeral_resource_schemas: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    block: Option<JsonBlock>,
}

#[derive(Deserialize, Default)]
struct JsonBlock {
    #[serde(default)]
    attributes: BTreeMap<String, JsonAttribute>,
    #[serde(default)]
    block_types: BTreeMap<String, JsonNested>,
    #[serde(default)]
    deprecated: bool,
}

#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the JSON has them")]
struct JsonAttribute {
    #[serde(rename = "type")]
    ty: Option<Json>,
    nested_type: Option<JsonNestedType>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    computed: bool,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    deprecated: bool,
    #[serde(default)]
    write_only: bool,
}

#[derive(Deserialize)]
struct JsonNestedType {
    #[serde(default)]
    attributes: BTreeMap<String, JsonAttribute>,
    nesting_mode: String,
}

#[derive(Deserialize)]
struct JsonNested {
    nesting_mode: String,
    #[serde(default)]
    min_items: u32,
    #[serde(default)]
    max_items: u32,
    #[serde(default)]
    block: JsonBlock,
}

/// The providers of a text that `terraform providers schema -json` wrote, in order of their addresses. `version_of`
/// says each provider's version, which the text does not.
pub fn import(
    json: &[u8],
    version_of: impl Fn(&str) -> Option<String>,
) -> Result<Vec<Imported>, ImportFault> {
    let file: File = serde_json::from_slice(json).map_err(|error| ImportFault {
        place: Some((error.line(), error.column())),
        message: format!("is not what `terraform providers schema -json` writes: {error}"),
    })?;
    let fault = |message: String| ImportFault {
        place: None,
        message,
    };
    if !file.format_version.starts_with("1.") {
        let version = &file.format_version;
        return Err(fault(format!(
            "has the format version `{version}`, and only 1.x is known"
        )));
    }
    if file.provider_schemas.is_empty() {
        let hint = "run `terraform init` before `terraform providers schema -json`";
        return Err(fault(format!("holds no provider; {hint}")));
    }
    let mut imported = Vec::new();
    for (address, provider) in &file.provider_schemas {
        if file_name(address).is_none() {
            return Err(fault(format!(
                "names a provider `{address}`, which is no provider's address"
            )));
        }
        let version = version_of(address).unwrap_or_default();
        let bytes = encode(address, &version, provider);
        let bytes =
            bytes.map_err(|message| fault(format!("provider_schemas.{address}.{message}")))?;
        // Whoever reads the file holds it to limits; what they would refuse is not written.
        ProviderSchema::decode(&bytes)
            .map_err(|error| fault(format!("describes {address} beyond what is kept: {error}")))?;
        imported.push(Imported {
            address: address.clone(),
            bytes,
        });
    }
    Ok(imported)
}

/// The path of a provider's file below the folder of schemas, with `/` between its parts; `None` where `address`
/// is no provider's address.
pub fn file_name(address: &str) -> Option<String> {
    let is_part = |part: &str| {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        part.chars().all(fits) && part.starts_with(char::is_alphanumeric) && !part.ends_with('.')
    };
    let parts: Vec<&str> = address.split('/').collect();
    let is_address = parts.len() == 3 && parts.iter().all(|part| is_part(part));
    // A host may have a port, and no file on Windows a colon.
    is_address.then(|| format!("{}.bin", address.replace(':', "_")))
}

fn encode(address: &str, version: &str, provider: &Provider) -> Result<Vec<u8>, String> {
    let mut writer = Writer::new();
    if let Some(block) = provider
        .settings
        .as_ref()
        .and_then(|entry| entry.block.as_ref())
    {
        let block = encode_block(&mut writer, block).map_err(within("provider.block"))?;
        writer.set_provider(block);
    }
    let directories = [
        ("resource_schemas", &provider.resource_schemas),
        ("data_source_schemas", &provider.data_source_schemas),
        (
            "ephemeral_resource_schemas",
            &provider.ephemeral_resource_schemas,
        ),
    ];
    for (at, (group, entries)) in directories.into_iter().enumerate() {
        for (name, entry) in entries {
            let nothing = JsonBlock::default();
            let block = encode_block(&mut writer, entry.block.as_ref().unwrap_or(&nothing))
                .map_err(within(&format!("{group}.{name}.block")))?;
            writer.add(at, name, block);
        }
    }
    Ok(writer.finish(address, version))
}

/// Puts the place in front of a message that begins with a place below it.
fn within(place: &str) -> impl Fn(String) -> String {
    move |message| format!("{place}.{message}")
}

fn encode_block(writer: &mut Writer, block: &JsonBlock) -> Result<u32, String> {
    let mut attributes = Vec::with_capacity(block.attributes.len());
    for (name, attribute) in &block.attributes {
        let ty = attribute_type(attribute).map_err(within(&format!("attributes.{name}")))?;
        attributes.push((writer.name(name), writer.ty(&ty), flags(attribute)));
    }
    let mut blocks = Vec::with_capacity(block.block_types.len());
    for (name, nested) in &block.block_types {
        let place = format!("block_types.{name}");
        if block.attributes.contains_key(name) {
            return Err(format!("{place}: there is an attribute of the same name"));
        }
        let nesting = Nesting::from_name(&nested.nesting_mode).ok_or_else(|| {
            format!(
                "{place}.nesting_mode: `{}` is not known",
                nested.nesting_mode
            )
        })?;
        let inner = encode_block(writer, &nested.block);
        let inner = inner.map_err(within(&format!("{place}.block")))?;
        blocks.push((
            writer.name(name),
            nesting,
            nested.min_items,
            nested.max_items,
            inner,
        ));
    }
    Ok(writer.block(block.deprecated, &attributes, &blocks))
}

fn flags(attribute: &JsonAttribute) -> Flags {
    Flags::default()
        .with(Flags::REQUIRED, attribute.required)
        .with(Flags::OPTIONAL, attribute.optional)
        .with(Flags::COMPUTED, attribute.computed)
        .with(Flags::SENSITIVE, attribute.sensitive)
        .with(Flags::DEPRECATED, attribute.deprecated)
        .with(Flags::WRITE_ONLY, attribute.write_only)
}

fn attribute_type(attribute: &JsonAttribute) -> Result<Type, String> {
    match (&attribute.ty, &attribute.nested_type) {
        (Some(json), _) => from_json(json).ok_or_else(|| format!("type: {json} is not a type")),
        (None, Some(nested)) => nested_type(nested).map_err(within("nested_type")),
        (None, None) => Err("type: is missing".to_owned()),
    }
}

/// Attributes of a nested type are those of an object. In a value given for it, those may be left out that are
/// optional or computed.
fn nested_type(nested: &JsonNestedType) -> Result<Type, String> {
    let mut object = ObjectType::default();
    for (name, attribute) in &nested.attributes {
        let ty = attribute_type(attribute).map_err(within(&format!("attributes.{name}")))?;
        if attribute.optional || attribute.computed {
            object.optional.insert(name.as_str().into());
        }
        object.attributes.insert(name.as_str().into(), ty);
    }
    let object = Type::Object(object.into());
    match nested.nesting_mode.as_str() {
        "single" => Ok(object),
        "list" => Ok(Type::list(object)),
        "set" => Ok(Type::set(object)),
        "map" => Ok(Type::map(object)),
        mode => Err(format!("nesting_mode: `{mode}` is not known")),
    }
}
