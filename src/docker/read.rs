//! From the parser's instructions to stages.

use parse_dockerfile::{
    AddInstruction, Command, CopyInstruction, Flag, FromInstruction, HealthcheckArguments,
    Instruction, Source, UnescapedString, parse,
};

use super::arguments::{Arguments, replace};
use super::words::split;
use super::{Base, Copied, Dockerfile, Image, Setting, Stage};
use crate::source::{FileId, Sources, Span};

/// Larger ones are not written by hand.
const MAX_BYTES: usize = 1 << 20;

pub(super) fn dockerfile(sources: &Sources, file: FileId, path: &str) -> Dockerfile {
    let text = sources.text(file);
    let mut found = Dockerfile {
        file,
        path: path.to_owned(),
        stages: Vec::new(),
        problem: None,
    };
    if text.problem.is_some() || text.content.len() > MAX_BYTES {
        let message = "it is no text that is read".to_owned();
        found.problem = Some((Span::file_start(file), message));
        return found;
    }
    match parse(&text.content) {
        Ok(parsed) => {
            let mut reader = Reader {
                file,
                text: &text.content,
                globals: Arguments::new(),
                locals: Arguments::new(),
                stages: Vec::new(),
            };
            for instruction in &parsed.instructions {
                reader.take(instruction);
            }
            found.stages = reader.stages;
        }
        Err(error) => {
            let line = u32::try_from(error.line()).unwrap_or(1);
            let range = text.line_range(line);
            let span = Span::new(file, range.start, range.end);
            found.problem = Some((span, error.to_string()));
        }
    }
    found
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    /// Arguments before the first stage, which `FROM` may name.
    globals: Arguments,
    /// Arguments and variables of the stage.
    locals: Arguments,
    stages: Vec<Stage>,
}

impl Reader<'_> {
    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn take(&mut self, instruction: &Instruction<'_>) {
        match instruction {
            Instruction::From(from) => self.from(from),
            Instruction::Arg(arg) => self.settings(&arg.arguments, false),
            Instruction::Env(env) => self.settings(&env.arguments, true),
            Instruction::Expose(expose) => {
                for port in &expose.arguments {
                    self.port(port);
                }
            }
            Instruction::User(user) => {
                let value = replace(&user.arguments.value, &self.locals).ok();
                let span = self.span(&user.arguments.span);
                self.stage(|stage| stage.user = Some((value, span)));
            }
            Instruction::Copy(copy) => self.copy(copy),
            Instruction::Add(add) => self.add(add),
            Instruction::Healthcheck(check) => {
                let health = match &check.arguments {
                    HealthcheckArguments::Cmd { arguments, .. } => self.program(arguments),
                    _ => None,
                };
                self.stage(|stage| stage.health = health);
            }
            Instruction::Cmd(start) => {
                let words = words(&start.arguments);
                self.stage(|stage| stage.starts.push(words));
            }
            Instruction::Entrypoint(start) => {
                let words = words(&start.arguments);
                self.stage(|stage| stage.starts.push(words));
            }
            Instruction::Run(run) => {
                let mut text = words(&run.arguments).join(" ");
                for document in &run.here_docs {
                    text.push_str(&document.value);
                }
                self.stage(|stage| stage.runs.push(text));
            }
            _ => {}
        }
    }

    fn stage(&mut self, change: impl FnOnce(&mut Stage)) {
        if let Some(stage) = self.stages.last_mut() {
            change(stage);
        }
    }

    fn from(&mut self, from: &FromInstruction<'_>) {
        let base = match replace(&from.image.value, &self.globals) {
            Ok(name) => self.base(&name),
            Err(argument) => Base::Open(argument),
        };
        let platform = flag(&from.options, "platform");
        self.locals = Arguments::new();
        let stage = Stage {
            name: from.as_.as_ref().map(|(_, name)| name.value.to_string()),
            base,
            span: self.span(&from.image.span),
            platform: platform.and_then(|it| replace(&it, &self.globals).ok()),
            ports: Vec::new(),
            user: None,
            settings: Vec::new(),
            copies: Vec::new(),
            health: None,
            starts: Vec::new(),
            runs: Vec::new(),
        };
        self.stages.push(stage);
    }

    fn base(&self, name: &str) -> Base {
        let is_named = |stage: &Stage| {
            stage
                .name
                .as_deref()
                .is_some_and(|it| it.eq_ignore_ascii_case(name))
        };
        if let Some(number) = self.stages.iter().position(is_named) {
            return Base::Stage(number);
        }
        match name {
            "scratch" => Base::Scratch,
            _ => Base::Image(Image::parse(name)),
        }
    }

    /// `ENV` and `ARG`. The form `ENV name value` is of old.
    fn settings(&mut self, arguments: &UnescapedString<'_>, is_env: bool) {
        let start = arguments.span.start;
        let words = split(&self.text[arguments.span.clone()]);
        let is_old = is_env && words.first().is_some_and(|(word, _)| !word.contains('='));
        let pairs: Vec<(String, Option<String>, std::ops::Range<usize>)> = if is_old {
            let value: Vec<&str> = words
                .iter()
                .skip(1)
                .map(|(word, _)| word.as_str())
                .collect();
            let end = words.last().map_or(0, |(_, place)| place.end);
            let name = words
                .first()
                .map(|(name, _)| name.clone())
                .unwrap_or_default();
            vec![(name, Some(value.join(" ")), 0..end)]
        } else {
            let pair = |(word, place): (String, std::ops::Range<usize>)| match word.split_once('=')
            {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned()), place),
                None => (word, None, place),
            };
            words.into_iter().map(pair).collect()
        };
        for (name, value, place) in pairs {
            let span = Span::new(self.file, start + place.start, start + place.end);
            let resolved = value.as_ref().and_then(|it| replace(it, &self.locals).ok());
            if self.stages.is_empty() {
                self.globals
                    .insert(name, value.and_then(|it| replace(&it, &self.globals).ok()));
                continue;
            }
            // Without a default, an argument of the beginning comes through.
            let inherited = || self.globals.get(&name).cloned().flatten();
            let known = if is_env {
                resolved
            } else {
                resolved.or_else(inherited)
            };
            self.locals.insert(name.clone(), known);
            let setting = Setting {
                is_env,
                name,
                value,
                span,
            };
            self.stage(|stage| stage.settings.push(setting));
        }
    }

    fn port(&mut self, port: &UnescapedString<'_>) {
        let known = replace(&port.value, &self.locals).ok();
        let number = known.and_then(|text| text.split('/').next()?.parse().ok());
        let span = self.span(&port.span);
        self.stage(|stage| stage.ports.push((number, span)));
    }

    fn copy(&mut self, copy: &CopyInstruction<'_>) {
        let from = flag(&copy.options, "from");
        let sources: Vec<_> = copy.src.iter().filter_map(source).collect();
        self.copied(&sources, &copy.dest, (false, from, false));
    }

    fn add(&mut self, add: &AddInstruction<'_>) {
        let sources: Vec<_> = add.src.iter().filter_map(source).collect();
        let has_checksum = flag(&add.options, "checksum").is_some();
        self.copied(&sources, &add.dest, (true, None, has_checksum));
    }

    fn copied(
        &mut self,
        sources: &[(&str, &std::ops::Range<usize>)],
        target: &UnescapedString<'_>,
        (is_add, from, has_checksum): (bool, Option<String>, bool),
    ) {
        for (source, place) in sources {
            let copied = Copied {
                source: (*source).to_owned(),
                target: target.value.to_string(),
                is_add,
                from: from.clone(),
                has_checksum,
                span: self.span(place),
            };
            self.stage(|stage| stage.copies.push(copied));
        }
    }

    /// The first word of a command.
    fn program(&self, command: &Command<'_>) -> Option<(String, Span)> {
        match command {
            Command::Exec(words) => {
                let first = words.value.first()?;
                Some((first.value.to_string(), self.span(&first.span)))
            }
            Command::Shell(text) => {
                let (first, place) = split(text.value).into_iter().next()?;
                let start = text.span.start;
                let span = Span::new(self.file, start + place.start, start + place.end);
                Some((first, span))
            }
            _ => None,
        }
    }
}

/// The words of a command; a text for a shell is one.
fn words(command: &Command<'_>) -> Vec<String> {
    match command {
        Command::Exec(words) => {
            let words = words.value.iter();
            words.map(|word| word.value.to_string()).collect()
        }
        Command::Shell(text) => vec![text.value.to_owned()],
        _ => Vec::new(),
    }
}

/// What is copied, and where that is written; a text in the Dockerfile itself has no path.
fn source<'s>(source: &'s Source<'_>) -> Option<(&'s str, &'s std::ops::Range<usize>)> {
    match source {
        Source::Path(path) => Some((&path.value, &path.span)),
        Source::HereDoc(text) => Some(("", &text.span)),
        _ => None,
    }
}

fn flag(flags: &[Flag<'_>], name: &str) -> Option<String> {
    let found = flags.iter().find(|flag| flag.name.value == name)?;
    found.value.as_ref().map(|value| value.value.to_string())
}
