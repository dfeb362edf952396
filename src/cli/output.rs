//! Where bytes go: standard output or files, and in which colours.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use super::arguments::Color;
use crate::report::Format;

/// One report that is wanted: its format, and its file where it is not standard output.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) format: Format,
    pub(super) file: Option<PathBuf>,
}

/// Reads the values of `--format` and `--output`.
pub(super) fn targets(formats: &[String], output: Option<&Path>) -> Result<Vec<Target>, Failure> {
    let parse = |text: &String| {
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text.as_str(), None),
        };
        let format = name
            .parse::<Format>()
            .map_err(|error| Failure::one(error.to_string()))?;
        Ok(Target { format, file })
    };
    let mut targets = formats
        .iter()
        .map(parse)
        .collect::<Result<Vec<_>, Failure>>()?;
    if targets.is_empty() {
        targets.push(Target {
            format: Format::Terminal,
            file: None,
        });
    }
    if let Some(output) = output {
        match targets.as_mut_slice() {
            [
                Target {
                    file: file @ None, ..
                },
            ] => *file = Some(output.to_path_buf()),
            _ => {
                return Err(Failure::one(
                    "--output goes with a single --format that names no file of its own",
                ));
            }
        }
    }
    if targets
        .iter()
        .filter(|target| target.file.is_none())
        .count()
        > 1
    {
        return Err(Failure::one(
            "only one --format can go to standard output; write the others as F=FILE",
        ));
    }
    Ok(targets)
}

/// Writes to standard output. A pipe that nobody reads any more is no fault.
pub(super) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::one(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(()),
    }
}

/// Writes a file as a whole or not at all, and makes the folder it goes to. A device or a pipe is written to.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    // A file put in its place would take it away, for everybody who uses it.
    if std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        let written = std::fs::write(path, bytes);
        return written
            .map_err(|error| Failure::one(format!("cannot write {}: {error}", path.display())));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let partial = path.with_file_name(format!(".{name}.{}.partial", std::process::id()));
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or(Ok(()), std::fs::create_dir_all);
    let written = folder
        .and_then(|()| std::fs::write(&partial, bytes))
        .and_then(|()| std::fs::rename(&partial, path));
    written.map_err(|error| {
        // What was begun is removed; if that fails too, the first error is the one to tell.
        let _ = std::fs::remove_file(&partial);
        Failure::one(format!("cannot write {}: {error}", path.display()))
    })
}

/// Whether to colour what goes to standard output: the option first, then the variables that are customary, then
/// whether it is a terminal.
pub(super) fn is_coloured(color: Color) -> bool {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let forced = |name: &str| variable(name).is_some_and(|value| value != "0");
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if variable("NO_COLOR").is_some() => false,
        Color::Auto if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") => true,
        Color::Auto if variable("CLICOLOR").is_some_and(|value| value == "0") => false,
        Color::Auto => {
            io::stdout().is_terminal() && variable("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

/// Columns of what standard output goes to; a customary number where that is no terminal, so that the bytes of a
/// report do not depend on who wrote it.
pub(super) fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout())
        .map_or(100, |(terminal_size::Width(columns), _)| {
            usize::from(columns)
        })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::targets;

    #[cfg(unix)]
    #[test]
    fn a_pipe_stays_a_pipe() {
        use std::os::unix::fs::FileTypeExt;

        let folder = std::env::temp_dir().join(format!("iaclint-pipe-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.unwrap().success());
        let reader = std::thread::spawn({
            let path = path.clone();
            move || std::fs::read(path).unwrap()
        });
        assert!(super::write_file(&path, b"report").is_ok());
        assert_eq!(reader.join().unwrap(), b"report");
        assert!(std::fs::metadata(&path).unwrap().file_type().is_fifo());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn formats_and_output_combine_only_where_they_are_clear() {
        let parse = |formats: &[&str], output: Option<&str>| {
            let formats: Vec<String> = formats.iter().map(|text| (*text).to_owned()).collect();
            targets(&formats, output.map(Path::new))
                .map(|targets| targets.len())
                .map_err(|_| ())
        };
        assert_eq!(parse(&[], None), Ok(1));
        assert_eq!(parse(&["sarif"], Some("a.sarif")), Ok(1));
        assert_eq!(parse(&["terminal", "sarif=a.sarif"], None), Ok(2));
        assert_eq!(parse(&["terminal", "json"], None), Err(()));
        assert_eq!(parse(&["json=a", "sarif=b"], Some("c")), Err(()));
        assert_eq!(parse(&["xml"], None), Err(()));
    }
}
