//! See `scan.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::cluster::is_near;
use crate::aws::placement::truth::flag_in;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecr-scan",
        summary: "Images are not scanned when they are pushed.",
        why: "Nobody hears of a known hole in an image before it runs, or after.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: Some("4.0"),
        page: include_str!("scan.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (repository, node) in graph.resources("aws_ecr_repository") {
        let mut of_registry = graph.resources("aws_ecr_registry_scanning_configuration");
        // What the registry scans it scans whatever its repositories say.
        if of_registry.any(|(id, _)| is_near(graph, repository, id)) {
            continue;
        }
        let address = node.address();
        let given = node.given("image_scanning_configuration");
        let answer = flag_in(given, "scan_on_push", false).opposite();
        let message = || {
            let text = format!("images in {address} are not scanned when they are pushed");
            let help = "Add image_scanning_configuration with scan_on_push = true";
            (text, help.to_owned())
        };
        let what = format!("whether images in {address} are scanned is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (repository, "image_scanning_configuration.scan_on_push");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}
