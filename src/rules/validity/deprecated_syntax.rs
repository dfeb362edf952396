//! See `deprecated_syntax.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::hcl::{
    Attribute, Block, Body, Expression, ExpressionKind, ObjectKey, StepKind, Template,
    TemplatePart, walk_expression,
};
use crate::rule::{Check, Context, Rule};
use crate::source::{FileId, FileKind, Span};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "syntax-deprecated",
        summary: "The code is written in a form that Terraform keeps for old configurations only.",
        why: "Terraform warns or will cease to accept it, and readers must know two languages.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Note]),
        security: None,
        page: include_str!("deprecated_syntax.md"),
        options: &[],
    },
    check: Check::File(check),
};

/// The file that is judged.
struct File<'f> {
    text: &'f str,
    findings: &'f mut Vec<Finding>,
}

fn check(context: &Context<'_>, file: FileId, findings: &mut Vec<Finding>) {
    // In JSON every expression is a string.
    if context.sources.file(file).kind != FileKind::Terraform {
        return;
    }
    let body = &context.repo.syntax.get(file).body;
    let mut file = File {
        text: &context.sources.text(file).content,
        findings,
    };
    for block in &body.blocks {
        file.check_block(block);
        file.check_body(&block.body);
    }
}

impl File<'_> {
    fn check_body(&mut self, body: &Body) {
        for attribute in &body.attributes {
            self.check_expression(&attribute.value);
        }
        for block in &body.blocks {
            self.check_body(&block.body);
        }
    }

    fn check_block(&mut self, block: &Block) {
        match &*block.kind.text {
            "provider" => {
                if let Some(version) = block.body.attribute("version") {
                    let name = block.label(0).unwrap_or("NAME");
                    self.add(
                        version.span(),
                        format!("the provider block {name:?} has a version constraint, a form of Terraform 0.12"),
                        format!("Move it into `required_providers` of a `terraform` block: {name} = {{ source = …, version = … }}"),
                    );
                }
            }
            "resource" | "data" | "ephemeral" | "module" | "output" => {
                let body = &block.body;
                self.check_quoted(body.attribute("depends_on"));
                self.check_quoted(body.attribute("provider"));
                for lifecycle in body.blocks_of("lifecycle") {
                    self.check_quoted(lifecycle.body.attribute("ignore_changes"));
                }
            }
            _ => {}
        }
    }

    /// References that stand in quotes.
    fn check_quoted(&mut self, attribute: Option<&Attribute>) {
        let Some(attribute) = attribute else {
            return;
        };
        let items = match &attribute.value.kind {
            ExpressionKind::Tuple(items) => items.as_slice(),
            _ => std::slice::from_ref(&attribute.value),
        };
        for item in items {
            let Some(text) = item.as_str() else {
                continue;
            };
            let name = &attribute.name.text;
            let message = format!("{name} has a reference in quotes, a form of Terraform 0.11");
            let help = format!("Write it without quotes: {text}");
            let finding = Finding::new(&RULE.meta, item.span, message, help);
            self.findings
                .push(finding.fix("Remove the quotes", item.span, text));
        }
    }

    fn check_expression(&mut self, expression: &Expression) {
        let mut keys: Vec<Span> = Vec::new();
        walk_expression(expression, &mut |inner| match &inner.kind {
            ExpressionKind::Object(items) => {
                // A key without quotes and interpolation would be a literal name.
                let computed = items.iter().filter_map(|item| match &item.key {
                    ObjectKey::Expression(key) => Some(key.span),
                    ObjectKey::Name(_) => None,
                });
                keys.extend(computed);
            }
            ExpressionKind::Template(template) if !keys.contains(&inner.span) => {
                self.check_template(inner.span, template);
            }
            ExpressionKind::Access(access) => {
                for step in &access.steps {
                    if let StepKind::LegacyIndex(at) = step.kind {
                        let message = format!("the index .{at} is a form of Terraform 0.11");
                        let finding =
                            Finding::new(&RULE.meta, step.span, message, format!("Write [{at}]"));
                        let finding = finding.severity(Severity::Note);
                        self.findings.push(finding.fix(
                            "Use brackets",
                            step.span,
                            format!("[{at}]"),
                        ));
                    }
                }
            }
            _ => {}
        });
    }

    /// A string that is nothing but one interpolation.
    fn check_template(&mut self, span: Span, template: &Template) {
        let [TemplatePart::Interpolation(inner)] = template.parts.as_slice() else {
            return;
        };
        // Quotes around it make no difference; a heredoc is something else.
        if !self.text[span.range()].starts_with('"') {
            return;
        }
        let code = &self.text[inner.span.range()];
        let message = "the string is nothing but one interpolation, a form of Terraform 0.11";
        let is_short = code.len() <= 40 && !code.contains('\n');
        let help = if is_short {
            format!("Write the expression alone: {code}")
        } else {
            "Write the expression alone, without quotes, `${` and `}`".to_owned()
        };
        let mut finding = Finding::new(&RULE.meta, span, message, help).severity(Severity::Note);
        // Anything else may need parentheses where it stands.
        if matches!(
            inner.kind,
            ExpressionKind::Variable(_) | ExpressionKind::Access(_) | ExpressionKind::Call(_)
        ) {
            finding = finding.fix("Write the expression alone", span, code);
        }
        self.findings.push(finding);
    }

    fn add(&mut self, span: Span, message: String, help: String) {
        self.findings
            .push(Finding::new(&RULE.meta, span, message, help));
    }
}
