//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Severity;

/// The linter that type-checks a whole Terraform repository: no init, no network, no credentials.
#[derive(Debug, Parser)]
#[command(
    name = "iaclint",
    version,
    args_conflicts_with_subcommands = true,
    max_term_width = 100
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) check: CheckArguments,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Judge the repository; exit with 1 where a finding reaches the gate. This is what runs without a command.
    Check(CheckArguments),
    /// Write the same findings without gating: exit with 0 whatever is found.
    Report(ReportArguments),
    /// Print the value of an expression in a stack, and the files and lines that it came through.
    Why(WhyArguments),
    /// Draw the environments: networks with their zones and subnets, what runs there, where packets and requests go,
    /// what is watched, and the findings.
    Graph(GraphArguments),
    /// Compare two environments as they would be made: what is missing, what is different, which side is weaker; exit
    /// with 1 where a difference is not expected.
    Parity(ParityArguments),
    /// List every rule and policy, also those of this repository, with the severity that they have here; or those that
    /// find what another tool finds.
    Rules(RulesArguments),
    /// Show a rule's page: why it matters, a bad and a good example, how to mend it. Of a policy it shows the policy too.
    Explain(ExplainArguments),
    /// Test policies in HashiCorp's Terraform Policy language, or start one.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Show or import provider schemas, which say what resources and data sources take.
    #[command(subcommand)]
    Schema(SchemaCommand),
    /// Print a completion script for a shell.
    Completions {
        /// For which shell.
        shell: clap_complete::Shell,
    },
}

/// What `check` and `report` share.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Files and folders whose findings are wanted; a file stands for the folder of its stack or module.
    /// Everything is read all the same: one stack cannot be judged alone.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// The form of the findings: terminal, json, sarif or github. `F=FILE` writes to a file; may be repeated.
    #[arg(long, short, value_name = "F[=FILE]", env = "IACLINT_FORMAT")]
    pub(super) format: Vec<String>,

    /// Where to write; standard output where it is missing. Only with a single --format.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// What to list besides failures.
    #[arg(long, value_name = "WHAT")]
    pub(super) show: Vec<Show>,

    /// The repository's root. Found upwards from here where it is missing: iaclint.toml, else .git.
    #[arg(long, value_name = "DIR", env = "IACLINT_ROOT")]
    pub(super) root: Option<PathBuf>,

    /// The configuration, in place of iaclint.toml at the root.
    #[arg(long, value_name = "FILE", env = "IACLINT_CONFIG")]
    pub(super) config: Option<PathBuf>,

    /// Let no ignore comment silence anything.
    #[arg(long)]
    pub(super) no_ignores: bool,

    /// When to use colours. `NO_COLOR`, `CLICOLOR_FORCE` and `FORCE_COLOR` are honoured too.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,

    /// The category of a SARIF report: code scanning keeps uploads of different categories apart.
    #[arg(long, value_name = "NAME", env = "IACLINT_SARIF_CATEGORY")]
    pub(super) sarif_category: Option<String>,

    /// Keep findings that are silenced in a SARIF report, marked as such. GitHub opens alerts for them.
    #[arg(long)]
    pub(super) include_suppressed: bool,

    /// Judge the dates of ignore comments as of this day (YYYY-MM-DD); today where it is missing.
    #[arg(long, value_name = "DATE", hide_short_help = true)]
    pub(super) today: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) common: Common,

    /// The lowest severity that makes the run fail.
    #[arg(
        long,
        value_name = "SEVERITY",
        default_value = "warning",
        env = "IACLINT_FAIL_ON"
    )]
    pub(super) fail_on: Gate,

    /// Fail also where something could not be decided.
    #[arg(long)]
    pub(super) fail_on_undetermined: bool,

    /// Report only what is not wrong already where this branch began: at the commit that it has in common with this
    /// branch, tag or commit, such as `origin/main`. A SARIF report holds everything all the same.
    #[arg(long, value_name = "REF", env = "IACLINT_BASE")]
    pub(super) base: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(super) struct WhyArguments {
    /// The stack: its folder, the end of its path where only one ends so, or `.` for the stack of this folder.
    #[arg(value_name = "STACK")]
    pub(super) stack: String,

    /// An expression as the root module could hold it, `output.NAME`, or an address that leads into a module, such
    /// as `module.vpc.aws_subnet.private["a"].id`.
    #[arg(value_name = "EXPRESSION", allow_hyphen_values = true)]
    pub(super) expression: String,

    /// Evaluate it in the scope of this module instance, such as `module.vpc["a"]`.
    #[arg(long, value_name = "ADDRESS")]
    pub(super) module: Option<String>,

    /// The form of the answer.
    #[arg(long, short, value_name = "F", default_value = "text")]
    pub(super) format: AnswerForm,

    /// Show values that are marked as sensitive.
    #[arg(long)]
    pub(super) show_sensitive: bool,

    /// The repository's root. Found upwards from here where it is missing: iaclint.toml, else .git.
    #[arg(long, value_name = "DIR", env = "IACLINT_ROOT")]
    pub(super) root: Option<PathBuf>,

    /// The configuration, in place of iaclint.toml at the root.
    #[arg(long, value_name = "FILE", env = "IACLINT_CONFIG")]
    pub(super) config: Option<PathBuf>,

    /// When to use colours. `NO_COLOR`, `CLICOLOR_FORCE` and `FORCE_COLOR` are honoured too.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerForm {
    /// For people.
    #[value(alias = "terminal")]
    Text,
    /// For programs.
    Json,
}

#[derive(Debug, Args)]
pub(super) struct GraphArguments {
    /// Draw this environment only. Without it every one is drawn, one below the other.
    #[arg(long, short, value_name = "NAME")]
    pub(super) environment: Option<String>,

    /// Draw only what has to do with this stack: its folder, the end of its path where only one ends so, or `.` for
    /// the stack of this folder.
    #[arg(long, short, value_name = "STACK")]
    pub(super) stack: Option<String>,

    /// The form of the picture.
    #[arg(long, short, value_name = "F", default_value = "svg")]
    pub(super) format: PictureForm,

    /// Where to write; standard output where it is missing.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// The repository's root. Found upwards from here where it is missing: iaclint.toml, else .git.
    #[arg(long, value_name = "DIR", env = "IACLINT_ROOT")]
    pub(super) root: Option<PathBuf>,

    /// The configuration, in place of iaclint.toml at the root.
    #[arg(long, value_name = "FILE", env = "IACLINT_CONFIG")]
    pub(super) config: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PictureForm {
    /// A drawing for browsers and documents: one file without scripts, light or dark as the reader has it.
    Svg,
    /// A flowchart for Markdown.
    Mermaid,
    /// A graph for Graphviz.
    Dot,
    /// For programs: the picture as data, and every node and edge of the graph.
    Json,
}

#[derive(Debug, Args)]
pub(super) struct ParityArguments {
    /// The environments, the reference first, or two regions as ENVIRONMENT/REGION. Without them the pairs of
    /// iaclint.toml are compared, or the one environment of the production tier with every other.
    #[arg(value_name = "SIDE", num_args = 0..=2)]
    pub(super) sides: Vec<String>,

    /// Compare regions: the two that are named, or all of the one environment that is named.
    #[arg(long)]
    pub(super) regions: bool,

    /// The form of the report.
    #[arg(long, short, value_name = "F", default_value = "terminal")]
    pub(super) format: ParityForm,

    /// Where to write; standard output where it is missing.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// List also what is expected, what follows from each difference, and what cannot be compared.
    #[arg(long)]
    pub(super) all: bool,

    /// Declare every unexpected difference in iaclint.toml, with the reason TODO, and report nothing.
    #[arg(long, conflicts_with_all = ["output", "all"])]
    pub(super) accept: bool,

    /// The repository's root. Found upwards from here where it is missing: iaclint.toml, else .git.
    #[arg(long, value_name = "DIR", env = "IACLINT_ROOT")]
    pub(super) root: Option<PathBuf>,

    /// The configuration, in place of iaclint.toml at the root.
    #[arg(long, value_name = "FILE", env = "IACLINT_CONFIG")]
    pub(super) config: Option<PathBuf>,

    /// When to use colours. `NO_COLOR`, `CLICOLOR_FORCE` and `FORCE_COLOR` are honoured too.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,

    /// The category of a SARIF report: code scanning keeps uploads of different categories apart.
    #[arg(long, value_name = "NAME", env = "IACLINT_SARIF_CATEGORY")]
    pub(super) sarif_category: Option<String>,

    /// Judge the dates of declared differences as of this day (YYYY-MM-DD); today where it is missing.
    #[arg(long, value_name = "DATE", hide_short_help = true)]
    pub(super) today: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ParityForm {
    /// For people.
    Terminal,
    /// For a comment on a pull request.
    Markdown,
    /// For programs.
    Json,
    /// For code scanning and editors.
    Sarif,
    /// One page for browsers.
    Html,
}

#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    /// Only what finds the same as these checks of Checkov, KICS, `TFLint` or Trivy, such as `checkov:CKV_AWS_51`,
    /// `trivy:AWS-0031`, `tflint:aws_iam_policy_sid_invalid_characters`; `kics:` takes the UUID of a query. The id alone
    /// will do; several have commas between them, or `--from` each. Below the list stand the lines of iaclint.toml that
    /// switch on what is off.
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    pub(super) from: Vec<String>,

    /// The form of the list.
    #[arg(long, short, value_name = "F", default_value = "terminal")]
    pub(super) format: ListFormat,

    #[command(flatten)]
    pub(super) place: Place,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The rule's id, as findings name it, or that of a check of Checkov, KICS, `TFLint` or Trivy that finds the same.
    pub(super) rule: String,

    #[command(flatten)]
    pub(super) place: Place,
}

/// Which repository is meant.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// The repository's root. Found upwards from here where it is missing: iaclint.toml, else .git.
    #[arg(long, value_name = "DIR", env = "IACLINT_ROOT")]
    pub(super) root: Option<PathBuf>,

    /// The configuration, in place of iaclint.toml at the root.
    #[arg(long, value_name = "FILE", env = "IACLINT_CONFIG")]
    pub(super) config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Run `*.policytest.hcl` files: each mock must pass the policies that the file targets, or fail them where it says
    /// so. Exit with 1 where a test fails.
    Test(PolicyTestArguments),
    /// Start a policy with its test, or change one that comes with iaclint.
    New(PolicyNewArguments),
}

#[derive(Debug, Args)]
pub(super) struct PolicyTestArguments {
    /// A test file, or a folder with policies and their tests. Without it, the folders of `[policies]`, or the whole
    /// repository where it names none.
    #[arg(value_name = "PATH")]
    pub(super) path: Option<PathBuf>,

    /// The form of the results: terminal or junit. `F=FILE` writes to a file; may be repeated.
    #[arg(long, short, value_name = "F[=FILE]", default_value = "terminal")]
    pub(super) format: Vec<String>,

    #[command(flatten)]
    pub(super) place: Place,

    /// When to use colours. `NO_COLOR`, `CLICOLOR_FORCE` and `FORCE_COLOR` are honoured too.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

#[derive(Debug, Args)]
pub(super) struct PolicyNewArguments {
    /// The policy's name, such as `bucket-owner`: the name of its files, and its id. With that of a policy that comes
    /// with iaclint, a copy of it is written, which is judged in its place.
    pub(super) name: String,

    /// The resource type that it judges; `aws_s3_bucket` where it is missing.
    #[arg(long, short = 't', value_name = "TYPE")]
    pub(super) resource: Option<String>,

    /// Where to write; the first folder of `[policies]`, or `policies`, where it is missing.
    #[arg(long, value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,

    #[command(flatten)]
    pub(super) place: Place,
}

#[derive(Debug, Subcommand)]
pub(super) enum SchemaCommand {
    /// List the providers whose schemas are known, with versions and counts.
    List(SchemaListArguments),
    /// Import what `terraform providers schema -json` wrote, for providers or versions that iaclint does not bring
    /// along.
    Import(SchemaImportArguments),
}

#[derive(Debug, Args)]
pub(super) struct SchemaListArguments {
    /// The repository's root. Found upwards from here where it is missing: iaclint.toml, else .git.
    #[arg(long, value_name = "DIR", env = "IACLINT_ROOT")]
    pub(super) root: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct SchemaImportArguments {
    /// The output of `terraform providers schema -json`; `-` is standard input.
    pub(super) file: PathBuf,

    /// The provider's version, which FILE does not say: 5.100.0, or aws=5.100.0 where FILE holds several
    /// providers. May be repeated.
    #[arg(long, value_name = "[PROVIDER=]VERSION")]
    pub(super) provider_version: Vec<String>,

    /// Write below this folder; below .iaclint/schema at the repository's root where it is missing.
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,

    /// The repository's root. Found upwards from here where it is missing: iaclint.toml, else .git.
    #[arg(long, value_name = "DIR", env = "IACLINT_ROOT")]
    pub(super) root: Option<PathBuf>,
}

/// What can be listed besides failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Show {
    /// What could not be decided from the repository, with the reason.
    Undetermined,
    /// What ignore comments silence, with the reason.
    Suppressed,
    /// Every note, where a report for people only counts them.
    Notes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Gate {
    Error,
    Warning,
    Note,
    /// Findings never make the run fail.
    Never,
}

impl Gate {
    /// The lowest severity that fails; `None` where nothing does.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people.
    Terminal,
    /// For documentation.
    Markdown,
    /// For programs.
    Json,
}
