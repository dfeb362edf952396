//! Sizes of Fargate tasks, and what their containers ask for.

use crate::data::Node;
use crate::eval::Value;
use crate::source::Span;

use super::super::{Problem, ProblemKind};
use super::containers;
use super::json::document;
use super::node::number;
use super::subject::Subject;

/// CPU units, and the memory in MiB that goes with them: the least, the most, and the step between (ECS Developer
/// Guide, "Task definition parameters for Fargate": "Task size"). The first has no even steps.
const SIZES: &[(u64, u64, u64, u64)] = &[
    (256, 512, 2048, 0),
    (512, 1024, 4096, 1024),
    (1024, 2048, 8192, 1024),
    (2048, 4096, 16_384, 1024),
    (4096, 8192, 30_720, 1024),
    (8192, 16_384, 61_440, 4096),
    (16_384, 32_768, 122_880, 8192),
];

/// What is wrong with the size of a task.
pub(super) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    if subject.kind() != "aws_ecs_task_definition" {
        return;
    }
    let (Some(cpu), Some(memory)) = (subject.attribute("cpu"), subject.attribute("memory")) else {
        return;
    };
    if is_fargate(subject) {
        of_fargate(subject, (cpu, memory), problems);
    }
    containers_in_task(subject, (cpu, memory), problems);
}

fn is_fargate(subject: &Subject<'_>) -> bool {
    let kinds = subject.attribute("requires_compatibilities");
    let kinds = kinds.map_or(&[][..], super::subject::certain_elements);
    kinds.iter().any(|kind| kind.as_str() == Some("FARGATE"))
}

fn of_fargate(subject: &Subject<'_>, (cpu, memory): (&Value, &Value), problems: &mut Vec<Problem>) {
    for (name, value) in [("cpu", cpu), ("memory", memory)] {
        if value.is_null() {
            let message = format!("{} is for Fargate and has no {name}", subject.address);
            let help = format!("Add {name}: Fargate needs the size of the task");
            let span = subject.declaration.block.header();
            problems.push(problem(subject, name, span, message, help));
        }
    }
    let Some(units) = cpu.as_str().and_then(cpu_units) else {
        return;
    };
    let Some((_, least, most, step)) = SIZES.iter().find(|size| size.0 == units).copied() else {
        let message = format!("{units} CPU units are no size of Fargate");
        let sizes: Vec<String> = SIZES.iter().map(|size| size.0.to_string()).collect();
        let help = format!("Use one of {}", sizes.join(", "));
        let span = place(subject, "cpu", cpu);
        problems.push(problem(subject, "cpu", span, message, help));
        return;
    };
    let Some(size) = memory.as_str().and_then(memory_size) else {
        return;
    };
    let fits = match step {
        0 => [512, 1024, 2048].contains(&size),
        step => (least..=most).contains(&size) && (size - least).is_multiple_of(step),
    };
    if fits {
        return;
    }
    let message = format!("{units} CPU units with {size} MiB of memory are no size of Fargate");
    let help = match step {
        0 => "With 256 CPU units the memory is 512, 1024 or 2048".to_owned(),
        step => format!(
            "With {units} CPU units the memory is {least} to {most} in steps of {step}; the nearest is {}",
            nearest(size, (least, most, step))
        ),
    };
    let span = place(subject, "memory", memory);
    let problem = problem(subject, "memory", span, message, help);
    problems.push(problem.related(place(subject, "cpu", cpu), "goes with this"));
}

fn nearest(size: u64, (least, most, step): (u64, u64, u64)) -> u64 {
    let size = size.clamp(least, most);
    let above = (size - least).div_ceil(step) * step + least;
    above.min(most)
}

/// Containers get no more than their task has: `RegisterTaskDefinition` refuses it.
fn containers_in_task(
    subject: &Subject<'_>,
    (cpu, memory): (&Value, &Value),
    problems: &mut Vec<Problem>,
) {
    let definitions = subject.attribute("container_definitions");
    let Some(containers) = definitions
        .and_then(document)
        .and_then(|node| containers::of_document(&node))
    else {
        return;
    };
    let asked = |container: &Node, name: &str| container.get(name).and_then(number).unwrap_or(0.0);
    let total = |names: &[&str]| -> f64 {
        let of = |container: &Node| {
            let mut asked = names.iter().map(|name| asked(container, name));
            asked.find(|asked| *asked > 0.0).unwrap_or(0.0)
        };
        containers.iter().map(of).sum()
    };
    let sizes = [
        (
            "memory",
            "MiB of memory",
            memory.as_str().and_then(memory_size),
            total(&["memoryReservation", "memory"]),
            memory,
        ),
        (
            "cpu",
            "CPU units",
            cpu.as_str().and_then(cpu_units),
            total(&["cpu"]),
            cpu,
        ),
    ];
    for (name, unit, size, asked, value) in sizes {
        let Some(size) = size else { continue };
        #[allow(
            clippy::cast_precision_loss,
            reason = "no task has so much that it would matter"
        )]
        if asked <= size as f64 {
            continue;
        }
        let message =
            format!("the containers ask for {asked} {unit} together, and their task has {size}");
        let help = "Give the task more, or the containers less".to_owned();
        let span = place(subject, name, value);
        problems.push(problem(subject, name, span, message, help));
    }
}

fn place(subject: &Subject<'_>, name: &str, value: &Value) -> Span {
    value.place().unwrap_or_else(|| subject.argument(name))
}

fn problem(
    subject: &Subject<'_>,
    name: &str,
    span: Span,
    message: String,
    help: String,
) -> Problem {
    subject.problem(ProblemKind::FargateSize, name, span, (message, help))
}

/// CPU units: a number of them, or of virtual CPUs, as `1 vCPU` or `.25 vcpu`.
fn cpu_units(text: &str) -> Option<u64> {
    size(text, "vcpu", 1024.0)
}

/// MiB: a number of them, or of GB, as `2 GB` or `0.5gb`.
fn memory_size(text: &str) -> Option<u64> {
    size(text, "gb", 1024.0)
}

fn size(text: &str, unit: &str, factor: f64) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    if let Ok(whole) = text.parse() {
        return Some(whole);
    }
    let number: f64 = text.strip_suffix(unit)?.trim().parse().ok()?;
    let size = number * factor;
    let is_whole = size.fract() == 0.0 && (0.0..1e9).contains(&size);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is a whole number of this range"
    )]
    is_whole.then_some(size as u64)
}

#[cfg(test)]
mod tests {
    use super::{cpu_units, memory_size, nearest};

    #[test]
    fn sizes_have_units() {
        assert_eq!(cpu_units("256"), Some(256));
        assert_eq!(cpu_units("1 vCPU"), Some(1024));
        assert_eq!(cpu_units(".25 vcpu"), Some(256));
        assert_eq!(cpu_units("one"), None);
        assert_eq!(memory_size("2 GB"), Some(2048));
        assert_eq!(memory_size("0.5GB"), Some(512));
        assert_eq!(memory_size("NaN gb"), None);
    }

    #[test]
    fn the_nearest_size_is_one() {
        assert_eq!(nearest(1000, (2048, 8192, 1024)), 2048);
        assert_eq!(nearest(5000, (2048, 8192, 1024)), 5120);
        assert_eq!(nearest(20_000, (16_384, 61_440, 4096)), 20_480);
        assert_eq!(nearest(99_999, (8192, 30_720, 1024)), 30_720);
    }
}
