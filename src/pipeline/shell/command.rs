//! Reading simple commands: words, assignments before them, and what they are redirected to.

use super::parser::{Parser, Read};
use super::syntax::{Command, Part, Statement};
use super::word::{self, Unreadable};

impl Parser {
    pub(super) fn command(&mut self) -> Read<Statement> {
        let mut command = Command {
            line: self.cursor.line(),
            ..Command::default()
        };
        let is_test = self.sees("[[");
        loop {
            self.cursor.skip_blanks();
            match self.cursor.peek() {
                None | Some('\n' | ';' | ')') if !is_test || self.cursor.peek() != Some(')') => {
                    break;
                }
                Some('&') if self.cursor.peek_at(1) == Some('>') => {
                    self.redirection(&mut command)?;
                }
                Some('&' | '|' | '(' | ')') if is_test => {
                    self.cursor.next();
                }
                Some('<' | '>') if is_test => {
                    self.cursor.next();
                }
                Some('&' | '|') => break,
                Some('<' | '>') => self.redirection(&mut command)?,
                Some('(') => return self.after_name(&command),
                _ => {
                    if self.is_descriptor() {
                        self.cursor.next();
                        self.redirection(&mut command)?;
                        continue;
                    }
                    if command.words.is_empty()
                        && let Some(assignment) = word::assignment(self)?
                    {
                        command.assignments.push(assignment);
                        continue;
                    }
                    let word = word::read(self)?;
                    let ends = is_test && word == [Part::Text("]]".to_owned())];
                    command.words.push(word);
                    if ends {
                        break;
                    }
                }
            }
        }
        if command
            == (Command {
                line: command.line,
                ..Command::default()
            })
        {
            return Err(Unreadable);
        }
        Ok(Statement::Command(command))
    }

    /// Whether a digit stands directly before a redirection.
    fn is_descriptor(&self) -> bool {
        self.cursor.peek().is_some_and(|c| c.is_ascii_digit())
            && matches!(self.cursor.peek_at(1), Some('<' | '>'))
    }

    pub(super) fn skip_redirections(&mut self) -> Read<()> {
        let mut ignored = Command::default();
        loop {
            self.cursor.skip_blanks();
            if self.is_descriptor() {
                self.cursor.next();
            }
            let is_both = self.cursor.starts_with("&>");
            if !is_both && !matches!(self.cursor.peek(), Some('<' | '>')) {
                return Ok(());
            }
            self.redirection(&mut ignored)?;
        }
    }

    fn redirection(&mut self, command: &mut Command) -> Read<()> {
        if self.cursor.takes("<<<") {
            self.cursor.skip_blanks();
            word::read(self)?;
            return Ok(());
        }
        if self.cursor.takes("<<") {
            let is_indented = self.cursor.takes("-");
            self.cursor.skip_blanks();
            let end = word::end_of_document(&mut self.cursor);
            self.pending.push((end, is_indented));
            return Ok(());
        }
        let is_process = self.cursor.starts_with("<(") || self.cursor.starts_with(">(");
        if is_process {
            command.words.push(word::process(self)?);
            return Ok(());
        }
        while matches!(self.cursor.peek(), Some('&' | '<' | '>' | '|')) {
            self.cursor.next();
        }
        if self.cursor.takes("-") {
            return Ok(());
        }
        self.cursor.skip_blanks();
        let is_process = self.cursor.starts_with("<(") || self.cursor.starts_with(">(");
        let target = if is_process {
            word::process(self)?
        } else {
            word::read(self)?
        };
        command.targets.push(target);
        Ok(())
    }
}
