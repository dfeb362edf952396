//! One thing that is wrong, as plain data.

use crate::diagnostic::{Edit, Fix, Instance, Note, Severity, Verdict};
use crate::source::Span;

/// What a problem is about. Each kind is reported by one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// A reference to something that is not declared.
    Undeclared,
    /// A call of a function that does not exist.
    Function,
    /// An output that a called module does not have.
    Output,
    /// An attribute that a resource's type does not have.
    Attribute,
    /// An index where there is one instance, or none where there are several.
    Instance,
    /// A provider configuration that is not there, or that a module is not passed.
    Provider,
    /// Something that has moved or is removed, and is declared all the same.
    Moved,
    /// An import that Terraform refuses.
    Import,
    /// An attribute, key or index that a value does not have.
    Index,
    /// An argument or block that a block does not take.
    UnknownArgument,
    /// An argument or block that a block needs and does not have.
    MissingArgument,
    /// Too many or too few blocks of one kind.
    BlockCount,
    /// An argument that only the provider sets.
    ReadOnly,
    /// An argument, block or type that the provider advises against.
    Deprecated,
    /// A type of resource or data source that the provider does not have.
    UnknownType,
    /// An argument of Terraform's own that is not written in the form it wants.
    Form,
    /// An argument that a module does not take, or that it needs and is not given.
    ModuleInput,
    /// A value of the wrong type in an expression.
    Type,
    /// A value that cannot become what the provider takes.
    ArgumentType,
    /// A value that cannot become the type of a variable.
    VariableType,
    /// `null` where there must be a value.
    Null,
    /// Arguments that a function refuses.
    FunctionCall,
    /// A file that is not there, or a template and what it is given.
    File,
    /// Two entries of one key.
    DuplicateKey,
    /// `count` or `for_each` over what is known only after apply.
    UnknownInstances,
    /// A validation, precondition or check that certainly does not hold.
    Condition,
    /// Declarations that depend on each other in a circle.
    Cycle,
    /// What is not evaluated since it takes too much work.
    Limit,
    /// A text that must be JSON and is not, or not of the kind that is wanted.
    Document,
    /// Container definitions that ECS does not take.
    Containers,
    /// A policy that IAM does not take.
    Policy,
    /// A lifecycle policy that ECR does not take.
    LifecyclePolicy,
    /// A dashboard that CloudWatch does not take.
    Dashboard,
    /// An ARN that contradicts where its resource is made.
    ArnMismatch,
    /// A size that Fargate does not have, or that the containers do not fit in.
    FargateSize,
    /// A subnet outside of its VPC.
    SubnetOutside,
    /// Subnets of one VPC that overlap.
    SubnetOverlap,
    /// A name that AWS does not take.
    Name,
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What it is about.
    pub kind: ProblemKind,
    /// Whether it certainly fails. What cannot be told has the reason as its message.
    pub verdict: Verdict,
    /// Another severity than its rule's own.
    pub severity: Option<Severity>,
    /// Where to edit: no larger than what must change.
    pub span: Span,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do, as the smallest change; empty where there is nothing to advise.
    pub help: String,
    /// A few words shown under the marked code.
    pub label: String,
    /// The address of the block in its module, such as `aws_subnet.private` or `output.id`.
    pub address: Option<String>,
    /// The path of the attribute inside the block.
    pub attribute: Option<String>,
    /// Other places that matter.
    pub related: Vec<Note>,
    /// From where a value was written to where it is used.
    pub trail: Vec<Note>,
    /// The stacks in which it is so, each with the full address there. Empty where it is so in every stack that the
    /// file is part of.
    pub instances: Vec<Instance>,
    /// A change that certainly mends it.
    pub fix: Option<Fix>,
}

impl Problem {
    /// Something that certainly fails at `span`: what is wrong, and what to do.
    pub fn new(
        kind: ProblemKind,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            verdict: Verdict::Fail,
            severity: None,
            span,
            message: message.into(),
            help: help.into(),
            label: String::new(),
            address: None,
            attribute: None,
            related: Vec::new(),
            trail: Vec::new(),
            instances: Vec::new(),
            fix: None,
        }
    }

    /// The same in the block of this address.
    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into());
        self
    }

    /// The same about the attribute at `path`.
    pub fn attribute(mut self, path: impl Into<String>) -> Self {
        self.attribute = Some(path.into());
        self
    }

    /// The same with a few words under the marked code.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with a severity of its own, where one rule knows several.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// The same with another place that matters.
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Note {
            span,
            text: text.into(),
        });
        self
    }

    /// The same with a change that certainly mends it.
    pub fn fix(
        mut self,
        description: impl Into<String>,
        span: Span,
        replacement: impl Into<String>,
    ) -> Self {
        self.fix = Some(Fix {
            description: description.into(),
            edits: vec![Edit {
                span,
                replacement: replacement.into(),
            }],
        });
        self
    }
}
