//! Going through a script.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::path::join;
use super::super::phrase::{Cause, MAX_LENGTH, Phrase, Truth};
use super::syntax::{Assigned, Assignment, Command, Statement};
use super::{Script, parser};
use crate::source::{FileId, Sources, Span};

/// How many commands one script, with those it calls, may take.
const MAX_COMMANDS: usize = 20_000;
/// How deep functions and scripts call each other.
const MAX_CALLS: usize = 8;

/// A command that is run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ran {
    /// Its name and arguments.
    pub words: Vec<Phrase>,
    /// The folder in which it is run.
    pub folder: Phrase,
    /// What its output is redirected to.
    pub targets: Vec<Phrase>,
    /// The workspace that `TF_WORKSPACE` names.
    pub workspace: Option<Phrase>,
    /// Where it is written.
    pub span: Span,
    /// Why it may not be run.
    pub doubt: Option<Cause>,
}

/// What a script starts with.
#[derive(Debug, Clone)]
pub(crate) struct Setting<'s> {
    /// The files that it finds.
    pub sources: &'s Sources,
    /// Environment variables.
    pub variables: BTreeMap<String, Phrase>,
    /// The folder.
    pub folder: Phrase,
}

/// The value of a variable.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Binding {
    One(Phrase),
    List(Vec<Phrase>),
}

/// The commands that a script runs. `Err` where it cannot be followed.
pub(crate) fn run(script: &Script, setting: &Setting<'_>) -> Result<Vec<Ran>, Cause> {
    let statements = parser::parse(&script.text)
        .map_err(|_| Cause::new("the script is written in a way that is not understood"))?;
    let variables = setting.variables.iter();
    let mut runner = Runner {
        sources: setting.sources,
        script,
        variables: variables
            .map(|(name, value)| (name.clone(), Binding::One(value.clone())))
            .collect(),
        arguments: Vec::new(),
        folder: setting.folder.clone(),
        folders: Vec::new(),
        functions: BTreeMap::new(),
        doubts: Vec::new(),
        calls: 0,
        left: MAX_COMMANDS,
        has_ended: false,
        ran: Vec::new(),
    };
    runner.all(&statements);
    match runner.left {
        0 => Err(Cause::new(
            "the script runs more commands than are followed",
        )),
        _ => Ok(runner.ran),
    }
}

/// The state of a shell.
pub(super) struct Runner<'s> {
    pub(super) sources: &'s Sources,
    pub(super) script: &'s Script,
    pub(super) variables: BTreeMap<String, Binding>,
    pub(super) arguments: Vec<Phrase>,
    pub(super) folder: Phrase,
    /// Where `cd -` and `popd` lead back to.
    folders: Vec<Phrase>,
    functions: BTreeMap<String, Rc<[Statement]>>,
    /// Why what follows may not be done.
    pub(super) doubts: Vec<Cause>,
    calls: usize,
    left: usize,
    /// Whether the script, or the function, certainly ends here.
    pub(super) has_ended: bool,
    ran: Vec<Ran>,
}

impl Runner<'_> {
    pub(super) fn all(&mut self, statements: &[Statement]) {
        for statement in statements {
            if self.has_ended || self.left == 0 {
                return;
            }
            self.one(statement);
        }
    }

    /// Runs a statement and says whether it succeeds.
    pub(super) fn one(&mut self, statement: &Statement) -> Truth {
        match statement {
            Statement::Command(command) => self.command(command),
            Statement::For {
                variable,
                words,
                body,
            } => self.repeated(variable, words.as_deref(), body),
            Statement::Loop(body) => self.unknown_times(body),
            Statement::If {
                branches,
                otherwise,
            } => self.branches(branches, otherwise),
            Statement::Case { subject, arms } => self.case(subject, arms),
            Statement::Function { name, body } => {
                self.functions
                    .insert(name.clone(), Rc::from(body.as_slice()));
            }
            Statement::Group(body) => self.all(body),
            Statement::Subshell(body) => self.apart(body),
            Statement::Chain(first, rest) => return self.chain(first, rest),
            Statement::Not(inner) => return self.one(inner).negated(),
        }
        match statement {
            Statement::Command(command) => self.succeeds(command),
            _ => Truth::Open(Cause::new("whether an earlier line succeeds is not known")),
        }
    }

    /// Runs statements in a shell of their own: what they change is forgotten.
    pub(super) fn apart(&mut self, body: &[Statement]) {
        let kept = (
            self.variables.clone(),
            self.folder.clone(),
            self.folders.clone(),
            self.doubts.len(),
            self.has_ended,
        );
        self.all(body);
        (self.variables, self.folder, self.folders, _, self.has_ended) = kept.clone();
        self.doubts.truncate(kept.3);
    }

    fn command(&mut self, command: &Command) {
        self.left = self.left.saturating_sub(1);
        if command.words.is_empty() {
            for assignment in &command.assignments {
                self.assign(assignment);
            }
            return;
        }
        let words = self.expand_all(&command.words);
        self.left = self.left.saturating_sub(words.len() / 16);
        let Some(name) = words.first().and_then(Phrase::known).map(str::to_owned) else {
            self.record(command, words);
            return;
        };
        match name.as_str() {
            "cd" | "pushd" => self.change_folder(words.get(1)),
            "popd" => self.folder_before(),
            "[" | "[[" | "test" | "true" | "false" | ":" => {}
            "exit" | "return" => self.end(words.get(1)),
            "export" | "declare" | "local" | "readonly" | "typeset" => self.declare(command),
            "read" | "mapfile" | "readarray" | "unset" | "getopts" | "printf" => {
                self.made_elsewhere(&name, &words[1..]);
            }
            "bash" | "sh" if words.get(1).and_then(Phrase::known) == Some("-c") => {
                self.nested(command, words);
            }
            _ => match self.functions.get(&name).cloned() {
                Some(body) => self.call(&body, &words),
                None => self.program(command, &name, words),
            },
        }
    }

    fn change_folder(&mut self, target: Option<&Phrase>) {
        let outside = || {
            Phrase::open(Cause::new(
                "the script goes to a folder outside the repository",
            ))
        };
        let Some(target) = target else {
            self.folder = outside();
            return;
        };
        if target.known() == Some("-") {
            self.folder_before();
            return;
        }
        let next = join(&self.folder, target).unwrap_or_else(outside);
        self.folders.push(std::mem::replace(&mut self.folder, next));
    }

    fn folder_before(&mut self) {
        let unknown = || {
            Phrase::open(Cause::new(
                "the script goes back to a folder that is not known",
            ))
        };
        let before = self.folders.pop().unwrap_or_else(unknown);
        self.folder = before;
    }

    /// `exit` and `return`: where they are certain nothing follows. One that fails ends in a red run, so that what
    /// follows is judged as if it were not there.
    fn end(&mut self, status: Option<&Phrase>) {
        let fails = status
            .and_then(Phrase::known)
            .is_some_and(|status| status != "0");
        match self.doubts.last() {
            None => self.has_ended = true,
            Some(_) if fails => {}
            Some(cause) => {
                let cause = cause.clone();
                self.doubts.insert(0, cause);
            }
        }
    }

    fn declare(&mut self, command: &Command) {
        for word in command.words.iter().skip(1) {
            let value = self.expand_one(word);
            let Some((name, rest)) = split_assignment(&value) else {
                continue;
            };
            self.variables.insert(name, Binding::One(rest));
        }
    }

    /// Variables that a command fills in with what it reads.
    fn made_elsewhere(&mut self, command: &str, words: &[Phrase]) {
        let cause = Cause::new(format!("`{command}` sets it while the script runs"));
        for name in words.iter().filter_map(Phrase::known) {
            let name = name.trim_start_matches("-v").to_owned();
            self.variables
                .insert(name, Binding::One(Phrase::open(cause.clone())));
        }
    }

    pub(super) fn assign(&mut self, assignment: &Assignment) {
        let before = self.variables.get(&assignment.name).cloned();
        let value = match &assignment.value {
            Assigned::Word(word) => {
                let mut value = self.expand_one(word);
                if let (true, Some(Binding::One(old))) = (assignment.adds, &before) {
                    let mut whole = old.clone();
                    whole.append(&value);
                    value = whole;
                }
                Binding::One(value)
            }
            Assigned::List(words) => {
                let mut list = match before {
                    Some(Binding::List(old)) if assignment.adds => old,
                    _ => Vec::new(),
                };
                list.extend(self.expand_all(words));
                Binding::List(list)
            }
        };
        let is_long = match &value {
            Binding::One(value) => value.length() > MAX_LENGTH,
            Binding::List(list) => list.len() > MAX_LENGTH / 64,
        };
        let long = || {
            Binding::One(Phrase::open(Cause::new(
                "a value is longer than is followed",
            )))
        };
        let value = if is_long { long() } else { value };
        self.variables.insert(assignment.name.clone(), value);
    }

    fn nested(&mut self, command: &Command, words: Vec<Phrase>) {
        let text = words.get(2).cloned().unwrap_or_default();
        let script = Script::of_phrase(self.sources, &text, self.script.place(command.line));
        if !self.follow(&script, &words[2..]) {
            self.record(command, words);
        }
    }

    /// A function's body with its arguments.
    fn call(&mut self, body: &[Statement], words: &[Phrase]) {
        if self.calls >= MAX_CALLS {
            return;
        }
        self.calls += 1;
        let outer = std::mem::replace(&mut self.arguments, words.to_vec());
        self.all(body);
        self.has_ended = false;
        self.arguments = outer;
        self.calls -= 1;
    }

    /// A command of the system, or a script of the repository, which is followed.
    fn program(&mut self, command: &Command, name: &str, words: Vec<Phrase>) {
        let (path, arguments) = match (name, words.get(1).and_then(Phrase::known)) {
            ("bash" | "sh" | "source" | ".", Some(path)) => (path.to_owned(), &words[1..]),
            _ => (name.to_owned(), &words[..]),
        };
        let script = self
            .script_at(&path)
            .map(|file| Script::of_file(self.sources, file));
        let is_followed = script.is_some_and(|script| self.follow(&script, arguments));
        if !is_followed {
            self.record(command, words);
        }
    }

    /// The file of a script for a shell; `None` for everything else.
    fn script_at(&self, path: &str) -> Option<FileId> {
        let path = path
            .contains('/')
            .then(|| join(&self.folder, &Phrase::from(path)))??;
        let file = self.sources.find_file(path.known()?)?;
        let first = self.sources.text(file).content.lines().next()?;
        let interpreter = first.strip_prefix("#!")?;
        let program = interpreter.split_whitespace().last()?;
        let program = program.rsplit('/').next()?;
        matches!(
            program,
            "sh" | "bash" | "dash" | "-e" | "-eu" | "-euo" | "pipefail"
        )
        .then_some(file)
    }

    /// Runs another script with the variables of this one. `false` where it cannot be followed.
    fn follow(&mut self, script: &Script, words: &[Phrase]) -> bool {
        let Ok(statements) = parser::parse(&script.text) else {
            return false;
        };
        self.left = self.left.saturating_sub(script.text.len() / 64);
        if self.calls >= MAX_CALLS {
            return false;
        }
        let mut inner = Runner {
            sources: self.sources,
            script,
            variables: self.variables.clone(),
            arguments: words.to_vec(),
            folder: self.folder.clone(),
            folders: Vec::new(),
            functions: BTreeMap::new(),
            doubts: self.doubts.clone(),
            calls: self.calls + 1,
            left: self.left,
            has_ended: false,
            ran: Vec::new(),
        };
        inner.all(&statements);
        self.left = inner.left;
        let ran = inner.ran;
        self.ran.extend(ran);
        true
    }

    fn record(&mut self, command: &Command, words: Vec<Phrase>) {
        let mut own = command.assignments.iter().filter_map(|assignment| {
            let Assigned::Word(word) = &assignment.value else {
                return None;
            };
            (assignment.name == "TF_WORKSPACE").then_some(word.clone())
        });
        let own = own.next_back().map(|word| self.expand_one(&word));
        let workspace = own.or_else(|| match self.variables.get("TF_WORKSPACE") {
            Some(Binding::One(value)) => Some(value.clone()),
            _ => None,
        });
        let targets = command.targets.iter();
        let targets: Vec<Phrase> = targets.map(|word| self.expand_one(word)).collect();
        let span = self.script.place(command.line);
        let stays = self.doubts.iter().find(|cause| !cause.is_of_change);
        let doubt = stays.or(self.doubts.first());
        self.ran.push(Ran {
            words,
            folder: self.folder.clone(),
            targets,
            workspace,
            span,
            doubt: doubt.map(|cause| cause.clone().or_at(span)),
        });
    }
}

/// `name=value` as a word.
fn split_assignment(value: &Phrase) -> Option<(String, Phrase)> {
    let (name, first) = value.beginning().split_once('=')?;
    let mut rest = Phrase::from(first);
    for piece in value.pieces().iter().skip(1) {
        rest.push(piece.clone());
    }
    Some((name.to_owned(), rest))
}
