//! What providers' resources, data sources and settings take: the schemas that `terraform providers schema -json`
//! tells, embedded for the AWS provider and Terraform's own, imported for any other or another version.
//!
//! Nothing is read before somebody asks, and then only what was asked for is made.

mod block;
mod format;
mod import;
mod provider;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

pub use block::{Attribute, Block, Flags, Member, NestedBlock, Nesting};
pub use format::{MAX_BYTES, is_version};
pub use import::{ImportFault, Imported, file_name, import};
pub use provider::{FormatFault, ProviderSchema};

/// A provider whose schemas the program brings along.
struct Embedded {
    address: &'static str,
    schema: LazyLock<Option<ProviderSchema>>,
}

/// In order of their addresses. A test reads each, so `None` stands for nothing that happens.
static EMBEDDED: [Embedded; 2] = [
    Embedded {
        address: "registry.terraform.io/hashicorp/aws",
        schema: LazyLock::new(|| {
            let bytes = include_bytes!("embedded/registry.terraform.io/hashicorp/aws.bin");
            ProviderSchema::decode(bytes).ok()
        }),
    },
    Embedded {
        address: "terraform.io/builtin/terraform",
        schema: LazyLock::new(|| {
            let bytes = include_bytes!("embedded/terraform.io/builtin/terraform.bin");
            ProviderSchema::decode(bytes).ok()
        }),
    },
];

/// All providers whose schemas are known.
#[derive(Debug, Clone, Default)]
pub struct Schemas {
    imported: BTreeMap<String, Arc<ProviderSchema>>,
}

impl Schemas {
    /// Those that the program brings along.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// Those that the program brings along and these, which take precedence for their providers.
    pub fn with_imported(imported: impl IntoIterator<Item = ProviderSchema>) -> Self {
        let imported = imported.into_iter();
        Self {
            imported: imported
                .map(|schema| (schema.address().to_owned(), Arc::new(schema)))
                .collect(),
        }
    }

    /// The provider of this address, as `registry.terraform.io/hashicorp/aws`.
    pub fn get(&self, address: &str) -> Option<&ProviderSchema> {
        if let Some(schema) = self.imported.get(address) {
            return Some(schema);
        }
        let embedded = EMBEDDED.iter().find(|embedded| embedded.address == address);
        embedded?.schema.as_ref()
    }

    /// The provider that the name stands for where a module does not say which: one that was imported before one
    /// that is embedded, HashiCorp's before others, then in order of addresses.
    pub fn named(&self, name: &str) -> Option<&ProviderSchema> {
        let is_named = |address: &str| address.rsplit('/').next() == Some(name);
        let imported = self.imported.keys().map(String::as_str);
        let imported: Vec<&str> = imported.filter(|address| is_named(address)).collect();
        let of_hashicorp = |address: &&&str| address.split('/').nth(1) == Some("hashicorp");
        let embedded = || {
            let mut embedded = EMBEDDED.iter().map(|embedded| embedded.address);
            embedded.find(|address| is_named(address))
        };
        let found = imported
            .iter()
            .find(of_hashicorp)
            .or(imported.first())
            .copied();
        self.get(found.or_else(embedded)?)
    }

    /// Whether the schemas of this provider were imported.
    pub fn is_imported(&self, address: &str) -> bool {
        self.imported.contains_key(address)
    }

    /// All providers in order of their addresses.
    pub fn providers(&self) -> Vec<&ProviderSchema> {
        let imported = self.imported.keys().map(String::as_str);
        let embedded = EMBEDDED.iter().map(|embedded| embedded.address);
        let mut addresses: Vec<&str> = imported.chain(embedded).collect();
        addresses.sort_unstable();
        addresses.dedup();
        addresses
            .into_iter()
            .filter_map(|address| self.get(address))
            .collect()
    }

    /// What a resource of this type takes, as `aws_vpc`.
    pub fn resource(&self, name: &str) -> Option<&Arc<Block>> {
        self.search(name, ProviderSchema::resource)
    }

    /// What a data source of this type takes.
    pub fn data_source(&self, name: &str) -> Option<&Arc<Block>> {
        self.search(name, ProviderSchema::data_source)
    }

    /// What an ephemeral resource of this type takes.
    pub fn ephemeral(&self, name: &str) -> Option<&Arc<Block>> {
        self.search(name, ProviderSchema::ephemeral)
    }

    /// What the `provider` block of this name takes, as `aws`.
    pub fn provider(&self, name: &str) -> Option<&Arc<Block>> {
        self.named(name)?.provider()
    }

    /// In the provider that the type's name begins with; else in those that were imported, because `google-beta`
    /// has types that begin with `google`.
    fn search<'s>(
        &'s self,
        name: &str,
        find: impl for<'p> Fn(&'p ProviderSchema, &str) -> Option<&'p Arc<Block>>,
    ) -> Option<&'s Arc<Block>> {
        let prefix = name.split('_').next().unwrap_or_default();
        let own = self.named(prefix).and_then(|schema| find(schema, name));
        own.or_else(|| self.imported.values().find_map(|schema| find(schema, name)))
    }
}
