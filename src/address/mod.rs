//! Addresses of what a stack holds, as Terraform writes them: `module.vpc["a"].aws_subnet.private[0]`.

use std::fmt;
use std::sync::Arc;

/// What tells the instances of one block apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// An instance of `count`.
    Index(u64),
    /// An instance of `for_each`.
    Text(Arc<str>),
    /// Any instance of a block whose `count` or `for_each` is not known.
    Any,
}

/// The kind of block that declares a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceMode {
    /// `resource`
    Managed,
    /// `data`
    Data,
    /// `ephemeral`
    Ephemeral,
}

/// The module calls that lead from the root module to a module instance, each with the instance's key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ModulePath(pub Vec<(Arc<str>, Option<Key>)>);

/// One instance of a resource, within its stack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceAddress {
    /// The module instance that holds it.
    pub module: ModulePath,
    /// Which kind of block.
    pub mode: ResourceMode,
    /// Such as `aws_subnet`.
    pub kind: Arc<str>,
    /// The block's second label.
    pub name: Arc<str>,
    /// `None` without `count` and `for_each`.
    pub key: Option<Key>,
}

impl ResourceMode {
    /// What stands before the type in an address: `data.` for data sources, nothing for resources.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Managed => "",
            Self::Data => "data.",
            Self::Ephemeral => "ephemeral.",
        }
    }
}

impl ModulePath {
    /// The path one call deeper.
    pub fn child(&self, name: &Arc<str>, key: Option<Key>) -> Self {
        let mut calls = self.0.clone();
        calls.push((name.clone(), key));
        Self(calls)
    }

    /// What stands before an address in this module: `module.vpc.`, empty for the root module.
    pub fn prefix(&self) -> String {
        if self.0.is_empty() {
            String::new()
        } else {
            format!("{self}.")
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Text(text) => {
                write!(f, "[\"")?;
                for c in text.chars() {
                    match c {
                        '"' => f.write_str("\\\"")?,
                        '\\' => f.write_str("\\\\")?,
                        '\n' => f.write_str("\\n")?,
                        c => write!(f, "{c}")?,
                    }
                }
                f.write_str("\"]")
            }
            Self::Any => f.write_str("[*]"),
        }
    }
}

impl fmt::Display for ModulePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (name, key)) in self.0.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            write!(f, "{dot}module.{name}")?;
            if let Some(key) = key {
                write!(f, "{key}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for ResourceAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (module, mode) = (self.module.prefix(), self.mode.prefix());
        write!(f, "{module}{mode}{}.{}", self.kind, self.name)?;
        match &self.key {
            Some(key) => write!(f, "{key}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, ModulePath, ResourceAddress, ResourceMode};

    #[test]
    fn addresses_are_written_as_terraform_writes_them() {
        let module = ModulePath::default()
            .child(&"net".into(), Some(Key::Text("eu\"1".into())))
            .child(&"vpc".into(), None);
        let address = ResourceAddress {
            module,
            mode: ResourceMode::Data,
            kind: "aws_subnet".into(),
            name: "a".into(),
            key: Some(Key::Index(2)),
        };
        let expected = r#"module.net["eu\"1"].module.vpc.data.aws_subnet.a[2]"#;
        assert_eq!(address.to_string(), expected);
    }
}
