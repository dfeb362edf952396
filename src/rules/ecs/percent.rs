//! How far a deployment may go below and above the number of tasks that a service wants.

use crate::aws::Unsure;
use crate::aws::placement::Workload;
use crate::aws::placement::truth::number;
use crate::graph::Graph;

/// What a rolling deployment keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Percents {
    /// How much of the wanted tasks stays healthy.
    pub(super) least: i64,
    /// How much of them may run at once.
    pub(super) most: i64,
}

impl Percents {
    /// Whether, of so many tasks, none may stop before another runs, and none may start before one stops: AWS rounds
    /// what stays up and what may run down.
    pub(super) fn hang(self, tasks: i64) -> bool {
        let stays = self.stays(tasks);
        let may_run = tasks.saturating_mul(self.most).div_euclid(100);
        tasks > 0 && may_run <= stays
    }

    /// How many of so many tasks stay healthy at least.
    pub(super) fn stays(self, tasks: i64) -> i64 {
        tasks
            .saturating_mul(self.least)
            .saturating_add(99)
            .div_euclid(100)
    }
}

/// The percentages of a service that replaces its tasks step by step, and runs any number of them.
pub(super) fn percents(graph: &Graph<'_>, service: &Workload<'_>) -> Result<Percents, Unsure> {
    let one = |name: &str, default: i64| {
        let value = service.given(graph, name);
        let (least, most) = number(value, default)?;
        if least == most {
            Ok(least)
        } else {
            Err(value.map_or_else(|| Unsure::new("it is not known", None), Unsure::of))
        }
    };
    Ok(Percents {
        least: one("deployment_minimum_healthy_percent", 100)?,
        most: one("deployment_maximum_percent", 200)?,
    })
}
