//! A small shop's repository and findings about it as rules would word them, made by hand.

use iaclint::diagnostic::{
    DefaultSeverity, Edit, Finding, Fix, Instance, Meta, Note, Severity, Subject,
};
use iaclint::engine::{Outcome, RunError, Summary, Suppressed};
use iaclint::source::{Sources, Span};

pub(crate) static PRIVATE_SUBNETS: Meta = Meta {
    id: "ecs-private-subnets",
    summary: "An ECS service runs in subnets that the internet reaches.",
    why: "A task in a public subnet can be reached from the internet whenever a security group is opened by \
          mistake; in a private one it cannot.",
    severity: DefaultSeverity::Always(Severity::Error),
    security: Some("8.0"),
    page: "# ecs-private-subnets\n\n## Why\n\nA task in a public subnet can be reached.\n",
    options: &[],
};

pub(crate) static MULTI_AZ: Meta = Meta {
    id: "ha-rds-multi-az",
    summary: "A database instance stands in one zone only.",
    why: "When that zone fails, the database is away until somebody restores it.",
    severity: DefaultSeverity::ByTier(Severity::Warning, Some(Severity::Note)),
    security: None,
    page: "# ha-rds-multi-az\n",
    options: &[],
};

pub(crate) static LIFECYCLE: Meta = Meta {
    id: "ecr-lifecycle-policy",
    summary: "A repository of images keeps every image for ever.",
    why: "Old images cost money and hide the ones that run.",
    severity: DefaultSeverity::Always(Severity::Note),
    security: None,
    page: "",
    options: &[],
};

/// A rule that found nothing.
pub(crate) static CERTIFICATE: Meta = Meta {
    id: "alb-https-only",
    summary: "A load balancer answers without encryption.",
    why: "What is sent can be read on the way.",
    severity: DefaultSeverity::Always(Severity::Error),
    security: Some("8.0"),
    page: "# alb-https-only\n",
    options: &[],
};

const SERVICE: &str = r#"module "vpc" {
  source = "../../../../modules/aws/vpc"
}

resource "aws_ecs_service" "api" {
  name = "api"
  network_configuration {
    subnets          = module.vpc.public_subnet_ids
    assign_public_ip = true
  }
}
"#;

const DATABASE: &str = "resource \"aws_db_instance\" \"orders\" {\n\tidentifier = \"orders-日本\"\n\tmulti_az   = false # 日本\n}\n";

const OUTPUTS: &str = r#"output "public_subnet_ids" {
  value = [for s in aws_subnet.public : s.id]
}
"#;

const ROUTES: &str = r#"resource "aws_route" "public" {
  for_each               = aws_subnet.public
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}
"#;

/// The repository.
pub(crate) fn sources() -> Sources {
    Sources::from_memory([
        ("live/prod/us-east-1/ecs/main.tf", SERVICE),
        ("live/prod/us-east-1/rds/main.tf", DATABASE),
        (
            "modules/aws/ecr registry/main.tf",
            "resource \"aws_ecr_repository\" \"this\" {}\n",
        ),
        ("modules/aws/vpc/outputs.tf", OUTPUTS),
        ("modules/aws/vpc/routes.tf", ROUTES),
    ])
}

/// The place of the first `needle` in the file at `path`.
pub(crate) fn span(sources: &Sources, path: &str, needle: &str) -> Span {
    let file = sources.find_file(path).unwrap();
    let start = sources.text(file).content.find(needle).unwrap();
    Span::new(file, start, start + needle.len())
}

fn note(span: Span, text: &str) -> Note {
    Note {
        span,
        text: text.to_owned(),
    }
}

fn subject(region: Option<&str>, stack: &str, address: &str) -> Subject {
    Subject {
        environment: Some("prod".to_owned()),
        region: region.map(str::to_owned),
        stack: Some(stack.to_owned()),
        address: Some(address.to_owned()),
        attribute: None,
    }
}

fn instance(environment: &str, stack: &str) -> Instance {
    Instance {
        environment: Some(environment.to_owned()),
        stack: stack.to_owned(),
        address: Some("module.ecr.aws_ecr_repository.this[\"api\"]".to_owned()),
    }
}

/// The service in public subnets: two files besides its own, a trail of three steps.
pub(crate) fn service(sources: &Sources) -> Finding {
    let used = span(
        sources,
        "live/prod/us-east-1/ecs/main.tf",
        "module.vpc.public_subnet_ids",
    );
    let output = span(sources, "modules/aws/vpc/outputs.tf", "aws_subnet.public");
    let route = span(
        sources,
        "modules/aws/vpc/routes.tf",
        "aws_internet_gateway.this.id",
    );
    let mut finding = Finding::new(
        &PRIVATE_SUBNETS,
        used,
        "service `api` runs in 3 public subnets: a.public[\"a\"], a.public[\"b\"] and a.public[\"c\"]",
        "set `subnets` to `module.vpc.private_subnet_ids` and `assign_public_ip` to false",
    )
    .label("public subnets")
    .related(route, "this route makes them public");
    finding.trail = vec![
        note(
            span(sources, "modules/aws/vpc/routes.tf", "aws_subnet.public"),
            "subnets written here",
        ),
        note(output, "passed on here"),
        note(used, "used here"),
    ];
    finding.subject = subject(
        Some("us-east-1"),
        "live/prod/us-east-1/ecs",
        "aws_ecs_service.api",
    );
    finding.subject.attribute = Some("network_configuration[0].subnets".to_owned());
    finding.fingerprint = String::from("9f86d081884c7d659a2feaa0c55ad015");
    finding
}

/// The database in one zone: a fix, tabs and wide letters.
pub(crate) fn database(sources: &Sources) -> Finding {
    let path = "live/prod/us-east-1/rds/main.tf";
    let written = span(sources, path, "false");
    let mut finding = Finding::new(
        &MULTI_AZ,
        written,
        "database `orders` stands in one zone",
        "set `multi_az` to true",
    )
    .fix("keep a standby in a second zone", written, "true");
    finding.subject = subject(
        Some("us-east-1"),
        "live/prod/us-east-1/rds",
        "aws_db_instance.orders",
    );
    finding.fingerprint = String::from("60303ae22b998861bce3b28f33eec1be");
    finding
}

/// The registry in a module that five stacks call; its message names the address.
pub(crate) fn registry(sources: &Sources) -> Finding {
    let path = "modules/aws/ecr registry/main.tf";
    let mut finding = Finding::new(
        &LIFECYCLE,
        span(sources, path, "\"this\""),
        "no lifecycle policy names module.ecr.aws_ecr_repository.this[\"api\"]",
        "add an `aws_ecr_lifecycle_policy` that expires untagged images",
    );
    finding.subject = subject(
        None,
        "live/prod/global/ecr",
        "module.ecr.aws_ecr_repository.this[\"api\"]",
    );
    finding.instances = [
        "live/prod/global/ecr",
        "live/test/a",
        "live/test/b",
        "live/test/c",
        "live/test/d",
    ]
    .map(|stack| instance("test", stack))
    .into();
    finding.fingerprint = String::from("fd61a03af4f77d870fc21e05e7e80678");
    finding
}

/// Everything a report has to show, in the one total order.
pub(crate) fn outcome(sources: &Sources) -> Outcome {
    let unknown = span(sources, "live/prod/us-east-1/ecs/main.tf", "true");
    let mut undetermined = Finding::undetermined(
        &PRIVATE_SUBNETS,
        unknown,
        "the value of `var.subnets` is not in the repository",
    );
    undetermined.fingerprint = String::from("fcde2b2edba56bf408601fb721fe9b5c");
    let mut silenced = database(sources);
    silenced.span = span(sources, "live/prod/us-east-1/rds/main.tf", "multi_az");
    Outcome {
        findings: vec![service(sources), database(sources), registry(sources)],
        undetermined: vec![undetermined],
        suppressed: vec![Suppressed {
            finding: silenced,
            reason: "it is restored from a snapshot every night".to_owned(),
        }],
        rules: vec![&CERTIFICATE, &LIFECYCLE, &PRIVATE_SUBNETS, &MULTI_AZ],
        summary: Summary {
            files: 41,
            stacks: 14,
            modules: 7,
            resources: 212,
            values_known: 1_900,
            values_unknown: 12,
        },
        errors: Vec::new(),
        notices: Vec::new(),
    }
}

/// What an unreadable file leads to.
pub(crate) fn error() -> RunError {
    RunError {
        path: Some("live/prod/us-east-1/my stack/main.tf".to_owned()),
        message: "cannot read the file: permission denied; make it readable and run again"
            .to_owned(),
        ..RunError::default()
    }
}

/// A second finding of the database's rule, on its line, with an edit that deletes and one in another file.
pub(crate) fn neighbour(sources: &Sources) -> Finding {
    let path = "live/prod/us-east-1/rds/main.tf";
    let mut finding = database(sources);
    finding.span = span(sources, path, "# 日本");
    finding.message = String::from("the comment [sic](1) on `orders` says nothing");
    finding.help = String::from("delete it");
    finding.fix = Some(Fix {
        description: "delete the comment and the service's name".to_owned(),
        edits: vec![
            Edit {
                span: finding.span,
                replacement: String::new(),
            },
            Edit {
                span: span(
                    sources,
                    "live/prod/us-east-1/ecs/main.tf",
                    "  name = \"api\"\n",
                ),
                replacement: String::new(),
            },
        ],
    });
    finding.fingerprint = String::from("01ba4719c80b6fe911b091a7c05124b6");
    finding
}
