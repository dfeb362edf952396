//! `schema list` and `schema import`.

mod load;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::arguments::{SchemaCommand, SchemaImportArguments, SchemaListArguments};
use super::{Failure, Status, check, complain, output};
use crate::schema::{ProviderSchema, Schemas, file_name, import, is_version};

pub(super) use load::load;

/// The largest text that is imported, in bytes. That of the AWS provider, the largest known, has 14 MB.
const MAX_JSON: u64 = 256 * 1024 * 1024;

pub(super) fn run(command: &SchemaCommand) -> Result<Status, Failure> {
    match command {
        SchemaCommand::List(arguments) => list(arguments),
        SchemaCommand::Import(arguments) => import_file(arguments),
    }
}

/// `iaclint schema list`: one line for each provider.
fn list(arguments: &SchemaListArguments) -> Result<Status, Failure> {
    let root = check::root(arguments.root.as_deref())?;
    let schemas = load(&root).map_err(check::config_failure)?;
    output::print(table(&schemas).as_bytes())?;
    Ok(Status::Clean)
}

fn table(schemas: &Schemas) -> String {
    let head = [
        "provider",
        "version",
        "resources",
        "data sources",
        "ephemeral",
        "from",
    ];
    let mut rows = vec![head.map(str::to_owned)];
    for provider in schemas.providers() {
        let address = provider.address();
        let home = file_name(address).filter(|_| schemas.is_imported(address));
        rows.push([
            address.to_owned(),
            provider.version().unwrap_or("unknown").to_owned(),
            provider.resource_types().len().to_string(),
            provider.data_source_types().len().to_string(),
            provider.ephemeral_types().len().to_string(),
            home.map_or("iaclint".to_owned(), |name| {
                format!("{}/{name}", load::FOLDER)
            }),
        ]);
    }
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].len())
            .max()
            .unwrap_or_default()
    };
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().enumerate();
        let cells: Vec<String> = cells
            .map(|(column, cell)| format!("{cell:0$}", width(column)))
            .collect();
        let _ = writeln!(text, "{}", cells.join("  ").trim_end());
    }
    text
}

/// `iaclint schema import FILE`: writes a file for each provider of FILE.
fn import_file(arguments: &SchemaImportArguments) -> Result<Status, Failure> {
    let folder = match &arguments.output {
        Some(folder) => folder.clone(),
        None => check::root(arguments.root.as_deref())?.join(load::FOLDER),
    };
    let versions = Versions::parse(&arguments.provider_version)?;
    let json = read(&arguments.file)?;
    let name = arguments.file.display();
    let imported = import(&json, |address| versions.of(address));
    let imported = imported.map_err(|fault| {
        let place = fault
            .place
            .map(|(line, column)| format!(":{line}:{column}"));
        Failure::one(format!(
            "{name}{}: {}",
            place.unwrap_or_default(),
            fault.message
        ))
    })?;
    let addresses: Vec<&str> = imported
        .iter()
        .map(|provider| provider.address.as_str())
        .collect();
    versions.check(&addresses)?;
    for provider in &imported {
        let Some(file) = file_name(&provider.address) else {
            continue;
        };
        let path = folder.join(file);
        output::write_file(&path, &provider.bytes)?;
        complain(&describe(&path, &provider.bytes));
    }
    Ok(Status::Clean)
}

/// What was written: `wrote FILE: registry.terraform.io/hashicorp/aws 5.100.0, 1526 resources, 608 data sources`.
fn describe(path: &Path, bytes: &[u8]) -> String {
    let path = path.display();
    match ProviderSchema::decode(bytes) {
        Ok(schema) => format!(
            "wrote {path}: {} {}, {} resources, {} data sources",
            schema.address(),
            schema.version().unwrap_or("of unknown version"),
            schema.resource_types().len(),
            schema.data_source_types().len()
        ),
        Err(fault) => format!("wrote {path}, which cannot be read back {fault}"),
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let refused =
        |error: io::Error| Failure::one(format!("cannot read {}: {error}", file.display()));
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin()
            .lock()
            .take(MAX_JSON + 1)
            .read_to_end(&mut bytes)
            .map_err(refused)?;
    } else {
        let opened = File::open(file).map_err(refused)?;
        opened
            .take(MAX_JSON + 1)
            .read_to_end(&mut bytes)
            .map_err(refused)?;
    }
    if bytes.len() as u64 > MAX_JSON {
        let message = "is larger than 256 MB, which no provider's schema is";
        return Err(Failure::one(format!("{}: {message}", file.display())));
    }
    Ok(bytes)
}

/// What `--provider-version` says: versions with the provider's name or address where one is given.
struct Versions(Vec<(Option<String>, String)>);

impl Versions {
    fn parse(texts: &[String]) -> Result<Self, Failure> {
        let parse = |text: &String| {
            let (provider, version) = match text.split_once('=') {
                Some((provider, version)) => (Some(provider.to_owned()), version),
                None => (None, text.as_str()),
            };
            if is_version(version) {
                return Ok((provider, version.to_owned()));
            }
            let message = "must be a version such as 5.100.0 or aws=5.100.0";
            Err(Failure::one(format!(
                "--provider-version {message}, not `{text}`"
            )))
        };
        texts.iter().map(parse).collect::<Result<_, _>>().map(Self)
    }

    fn of(&self, address: &str) -> Option<String> {
        let fits = |(provider, _): &&(Option<String>, String)| match provider {
            Some(provider) => is_meant(provider, address),
            None => !is_builtin(address),
        };
        self.0.iter().find(fits).map(|(_, version)| version.clone())
    }

    /// Whether each version is said of one provider exactly.
    fn check(&self, addresses: &[&str]) -> Result<(), Failure> {
        for (provider, version) in &self.0 {
            let fault = match provider {
                Some(provider) => {
                    let mut addresses = addresses.iter();
                    (!addresses.any(|address| is_meant(provider, address)))
                        .then(|| format!("there is no provider `{provider}` in the file"))
                }
                None => {
                    let others = addresses.iter().filter(|address| !is_builtin(address));
                    (others.count() > 1).then(|| {
                        format!("the file holds several providers; say which has {version}, as in --provider-version aws={version}")
                    })
                }
            };
            if let Some(fault) = fault {
                return Err(Failure::one(fault));
            }
        }
        Ok(())
    }
}

/// Terraform's own provider has no version of its own.
fn is_builtin(address: &str) -> bool {
    address.starts_with("terraform.io/builtin/")
}

fn is_meant(provider: &str, address: &str) -> bool {
    address == provider || address.rsplit('/').next() == Some(provider)
}
