//! Reading the statements of a script written for `sh` or `bash`.

use super::lexer::Cursor;
use super::syntax::{Assigned, Assignment, Command, Joint, Part, Statement, Word};
use super::word::{self, Unreadable};

/// The deepest nesting that is read; hand-written scripts stay far below.
pub(super) const MAX_DEPTH: usize = 32;

/// The longest script that is read.
const MAX_BYTES: usize = 1 << 18;

/// The statements of a script. `Err` where it is none that is understood.
pub(super) fn parse(text: &str) -> Result<Vec<Statement>, Unreadable> {
    if text.len() > MAX_BYTES {
        return Err(Unreadable);
    }
    let mut parser = Parser {
        cursor: Cursor::new(text),
        depth: 0,
        pending: Vec::new(),
    };
    let statements = parser.statements(&[])?;
    match parser.cursor.peek() {
        None => Ok(statements),
        Some(_) => Err(Unreadable),
    }
}

/// Reads one script, or what stands in `$( … )`.
pub(super) struct Parser {
    pub(super) cursor: Cursor,
    pub(super) depth: usize,
    /// The ends of the documents that begin on the next line, and whether they may be indented by tabs.
    pub(super) pending: Vec<(String, bool)>,
}

pub(super) type Read<T> = Result<T, Unreadable>;

impl Parser {
    /// Statements up to one of the closing words, or to a `)` or the end. The closing word is not read.
    pub(super) fn statements(&mut self, closing: &[&str]) -> Read<Vec<Statement>> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Unreadable);
        }
        let mut found = Vec::new();
        loop {
            self.skip_separators()?;
            let ends = match self.cursor.peek() {
                None | Some(')') => true,
                Some(_) => {
                    self.cursor.starts_with(";;") || closing.iter().any(|word| self.sees(word))
                }
            };
            if ends {
                self.depth -= 1;
                return Ok(found);
            }
            found.push(self.chain()?);
        }
    }

    fn skip_separators(&mut self) -> Read<()> {
        loop {
            self.cursor.skip_blanks();
            match self.cursor.peek() {
                Some('\n') => {
                    self.cursor.next();
                    self.skip_documents()?;
                }
                Some(';') if !self.cursor.starts_with(";;") => {
                    self.cursor.next();
                }
                Some('&') if self.cursor.peek_at(1) != Some('&') => {
                    self.cursor.next();
                }
                _ => return Ok(()),
            }
        }
    }

    /// Passes over the documents whose ends are awaited.
    fn skip_documents(&mut self) -> Read<()> {
        for (end, is_indented) in std::mem::take(&mut self.pending) {
            loop {
                let line = self.cursor.rest_of_line().ok_or(Unreadable)?;
                let line = line.trim_end_matches('\r');
                let line = if is_indented {
                    line.trim_start_matches('\t')
                } else {
                    line
                };
                if line == end {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Whether a word stands here by itself.
    pub(super) fn sees(&self, word: &str) -> bool {
        let is_end =
            |c: char| c.is_whitespace() || matches!(c, ';' | '&' | '|' | '(' | ')' | '<' | '>');
        self.cursor.starts_with(word) && self.cursor.peek_at(word.len()).is_none_or(is_end)
    }

    fn takes_word(&mut self, word: &str) -> bool {
        self.sees(word) && self.cursor.takes(word)
    }

    fn expect_word(&mut self, word: &str) -> Read<()> {
        self.skip_separators()?;
        self.takes_word(word).then_some(()).ok_or(Unreadable)
    }

    fn chain(&mut self) -> Read<Statement> {
        let first = self.statement()?;
        let mut rest = Vec::new();
        loop {
            self.cursor.skip_blanks();
            let joint = if self.cursor.takes("&&") {
                Joint::And
            } else if self.cursor.takes("||") {
                Joint::Or
            } else if self.cursor.takes("|&") || self.cursor.takes("|") {
                Joint::Pipe
            } else {
                break;
            };
            self.skip_lines()?;
            rest.push((joint, self.statement()?));
        }
        Ok(if rest.is_empty() {
            first
        } else {
            Statement::Chain(Box::new(first), rest)
        })
    }

    fn skip_lines(&mut self) -> Read<()> {
        loop {
            self.cursor.skip_blanks();
            if self.cursor.peek() != Some('\n') {
                return Ok(());
            }
            self.cursor.next();
            self.skip_documents()?;
        }
    }

    fn statement(&mut self) -> Read<Statement> {
        self.cursor.skip_blanks();
        let statement = if self.takes_word("!") {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                return Err(Unreadable);
            }
            let inner = self.statement()?;
            self.depth -= 1;
            return Ok(Statement::Not(Box::new(inner)));
        } else if self.takes_word("if") {
            self.branches()?
        } else if self.takes_word("for") {
            self.repeated()?
        } else if self.takes_word("while") || self.takes_word("until") {
            let mut body = self.statements(&["do"])?;
            body.extend(self.body()?);
            Statement::Loop(body)
        } else if self.takes_word("case") {
            self.case()?
        } else if self.takes_word("function") {
            self.cursor.skip_blanks();
            let name = word::plain_name(&mut self.cursor);
            self.cursor.skip_blanks();
            self.cursor.takes("()");
            self.function(name)?
        } else if self.takes_word("{") {
            let body = self.statements(&["}"])?;
            self.expect_word("}")?;
            Statement::Group(body)
        } else if self.cursor.starts_with("((") {
            // Arithmetic: no command is in it.
            self.skip_arithmetic()?;
            Statement::Group(Vec::new())
        } else if self.cursor.takes("(") {
            let body = self.statements(&[])?;
            self.cursor.takes(")").then_some(()).ok_or(Unreadable)?;
            Statement::Subshell(body)
        } else {
            return self.command();
        };
        self.skip_redirections()?;
        Ok(statement)
    }

    fn skip_arithmetic(&mut self) -> Read<()> {
        let mut open = 0usize;
        while let Some(character) = self.cursor.next() {
            match character {
                '(' => open += 1,
                ')' => open = open.saturating_sub(1),
                _ => continue,
            }
            if open == 0 {
                return Ok(());
            }
        }
        Err(Unreadable)
    }

    fn branches(&mut self) -> Read<Statement> {
        let mut branches = Vec::new();
        let mut otherwise = Vec::new();
        loop {
            let condition = self.statements(&["then"])?;
            self.expect_word("then")?;
            let body = self.statements(&["elif", "else", "fi"])?;
            branches.push((condition, body));
            if self.takes_word("elif") {
                continue;
            }
            if self.takes_word("else") {
                otherwise = self.statements(&["fi"])?;
            }
            self.expect_word("fi")?;
            return Ok(Statement::If {
                branches,
                otherwise,
            });
        }
    }

    fn repeated(&mut self) -> Read<Statement> {
        self.cursor.skip_blanks();
        if self.cursor.starts_with("((") {
            self.skip_arithmetic()?;
            return Ok(Statement::Loop(self.body()?));
        }
        let variable = word::plain_name(&mut self.cursor);
        self.skip_lines()?;
        let mut words = None;
        if self.takes_word("in") {
            let mut list = Vec::new();
            loop {
                self.cursor.skip_blanks();
                match self.cursor.peek() {
                    None | Some('\n' | ';') => break,
                    Some('&' | '|' | '(' | ')' | '<' | '>') => return Err(Unreadable),
                    Some(_) => list.push(word::read(self)?),
                }
            }
            words = Some(list);
        }
        Ok(Statement::For {
            variable,
            words,
            body: self.body()?,
        })
    }

    /// `do … done`
    fn body(&mut self) -> Read<Vec<Statement>> {
        self.expect_word("do")?;
        let body = self.statements(&["done"])?;
        self.expect_word("done")?;
        Ok(body)
    }

    fn case(&mut self) -> Read<Statement> {
        self.cursor.skip_blanks();
        let subject = word::read(self)?;
        self.expect_word("in")?;
        let mut arms = Vec::new();
        loop {
            self.skip_separators()?;
            if self.takes_word("esac") {
                return Ok(Statement::Case { subject, arms });
            }
            self.cursor.takes("(");
            let mut patterns = Vec::new();
            loop {
                self.cursor.skip_blanks();
                patterns.push(word::read(self)?);
                self.cursor.skip_blanks();
                if self.cursor.takes(")") {
                    break;
                }
                self.cursor.takes("|").then_some(()).ok_or(Unreadable)?;
            }
            let body = self.statements(&["esac"])?;
            arms.push((patterns, body));
            // `;&` and `;;&` go on with the next arm, which nobody writes in a pipeline.
            self.cursor.takes(";;");
        }
    }

    fn function(&mut self, name: String) -> Read<Statement> {
        self.skip_lines()?;
        let (Statement::Group(body) | Statement::Subshell(body)) = self.statement()? else {
            return Err(Unreadable);
        };
        Ok(Statement::Function { name, body })
    }

    /// `name()`, the beginning of a function; brackets elsewhere are nothing that is understood.
    pub(super) fn after_name(&mut self, command: &Command) -> Read<Statement> {
        let [word] = command.words.as_slice() else {
            return Err(Unreadable);
        };
        let [Part::Text(name)] = word.as_slice() else {
            return Err(Unreadable);
        };
        self.cursor.next();
        self.cursor.skip_blanks();
        self.cursor.takes(")").then_some(()).ok_or(Unreadable)?;
        self.function(name.clone())
    }
}

/// Assignments that stand for themselves as lists: `declare -a x=(…)` is read as a command with words.
pub(super) fn list(parser: &mut Parser) -> Read<Assigned> {
    let mut words: Vec<Word> = Vec::new();
    loop {
        parser.skip_lines()?;
        match parser.cursor.peek() {
            Some(')') => {
                parser.cursor.next();
                return Ok(Assigned::List(words));
            }
            None | Some(';' | '&' | '|' | '(' | '<' | '>') => return Err(Unreadable),
            Some(_) => words.push(word::read(parser)?),
        }
    }
}

/// `name=`, `name+=` and what follows.
pub(super) fn assigned(parser: &mut Parser, name: String, adds: bool) -> Read<Assignment> {
    let value = if parser.cursor.takes("(") {
        list(parser)?
    } else {
        Assigned::Word(word::read_optional(parser)?)
    };
    Ok(Assignment { name, value, adds })
}
