//! The entries of a map or object.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::value::Value;

/// Names with values, each name once, in order of the names' bytes, as Terraform iterates them. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct Map(Arc<[(Arc<str>, Value)]>);

impl Map {
    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let at = self
            .0
            .binary_search_by(|(found, _)| (**found).cmp(name))
            .ok()?;
        Some(&self.0[at].1)
    }

    /// The name and value at a position in the order of names.
    pub fn nth(&self, at: usize) -> Option<&(Arc<str>, Value)> {
        self.0.get(at)
    }

    /// Whether there is an entry of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same names, with another value for those for which `with` gives one.
    pub fn replacing<'v>(&'v self, with: impl Fn(&str) -> Option<&'v Value>) -> Self {
        let entries = self.iter().map(|(name, value)| {
            let value = with(name).unwrap_or(value);
            (name.clone(), value.clone())
        });
        entries.collect()
    }

    /// The same names with what `change` makes of each value, unless it fails for one.
    pub(super) fn try_with_values<E>(
        &self,
        mut change: impl FnMut(&Value) -> Result<Value, E>,
    ) -> Result<Self, E> {
        let entries = self.iter();
        let entries = entries.map(|(name, value)| Ok((name.clone(), change(value)?)));
        Ok(Self(entries.collect::<Result<_, E>>()?))
    }

    /// Names and values in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (Arc<str>, Value)> {
        self.0.iter()
    }

    /// The values in order of their names.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Value> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The names in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &Arc<str>> {
        self.0.iter().map(|(name, _)| name)
    }
}

impl<'m> IntoIterator for &'m Map {
    type Item = &'m (Arc<str>, Value);
    type IntoIter = std::slice::Iter<'m, (Arc<str>, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<BTreeMap<Arc<str>, Value>> for Map {
    fn from(entries: BTreeMap<Arc<str>, Value>) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<N: Into<Arc<str>>> FromIterator<(N, Value)> for Map {
    /// Of equal names the last one counts, as in Terraform's object constructors.
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(entries: I) -> Self {
        let mut entries: Vec<(Arc<str>, Value)> = entries
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .collect();
        let in_order = entries.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if !in_order {
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            // The sort keeps equal names in their order, and the reversed list keeps the last of each.
            entries.reverse();
            entries.dedup_by(|a, b| a.0 == b.0);
            entries.reverse();
        }
        Self(entries.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Map, Value};

    #[test]
    fn the_last_of_equal_names_counts() {
        let map: Map = [("b", 1), ("a", 2), ("b", 3)]
            .map(|(name, number)| (name, Value::number(number)))
            .into_iter()
            .collect();
        let names: Vec<&str> = map.names().map(|name| &**name).collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(map.get("b").unwrap().as_number().unwrap().to_string(), "3");
        assert!(map.get("c").is_none());
    }
}
