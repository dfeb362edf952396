//! The JSON Schemas that the configuration names.

use crate::config::{Config, ConfigError};
use crate::data::schema::{Schema, compile};
use crate::source::{Sources, TextProblem};

/// Compiles the schema of each `[[schemas]]` entry, in order. `text` is the configuration's own, for the places of
/// its faults. A schema that is missing or says what no validator understands is a fault of the configuration.
pub fn load_schemas(
    sources: &Sources,
    config: &Config,
    text: &str,
) -> Result<Vec<Schema>, Vec<ConfigError>> {
    let read = |path: &str| {
        let content = sources.text(sources.find_file(path)?);
        let unreadable = matches!(
            content.problem,
            Some(
                TextProblem::Unreadable(_) | TextProblem::TooLarge { .. } | TextProblem::Encrypted
            )
        );
        (!unreadable).then(|| content.content.clone())
    };
    let (mut schemas, mut errors) = (Vec::new(), Vec::new());
    for entry in &config.schemas {
        let path = &entry.schema.value;
        let compiled = match read(path) {
            Some(content) => compile(path, &content, &read),
            None => {
                let message = format!(
                    "there is no file `{path}` in the repository; the path is relative to its root"
                );
                Err(vec![config.error(text, &entry.schema.range, message)])
            }
        };
        match compiled {
            Ok(schema) => schemas.push(schema),
            Err(faults) => errors.extend(faults),
        }
    }
    if errors.is_empty() {
        return Ok(schemas);
    }
    errors.sort();
    errors.dedup();
    Err(errors)
}
