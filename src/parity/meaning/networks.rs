//! Networks: where the packets of each tier of subnets go, how many zones a VPC spans, and what runs tasks.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::network::{Class, TableId};
use crate::aws::placement::{Launch, zone::Zones};
use crate::diagnostic::Severity;
use crate::graph::{Identity, NodeId};

use super::super::Found;
use super::super::both::{Both, Which};
use super::super::judge::{are_peers, production};
use super::super::values::Made;
use super::world::{Telling, World, block_of};

/// Adds what differs.
pub(super) fn compare(world: &World<'_, '_>, found: &mut Found) {
    classes(world, found);
    zones(world, found);
    launches(world, found);
}

/// What a class is called; `Err` says why it is not known.
fn told(class: &Class) -> Result<String, String> {
    Ok(match class {
        Class::Public => "public".to_owned(),
        Class::Private(target) => format!("private, out through {}", target.words()),
        Class::Isolated => "isolated".to_owned(),
        Class::Undetermined(unsure) => return Err(unsure.reason.clone()),
    })
}

/// The classes of the subnets of one block: once for all of its instances that differ in the same way.
fn classes(world: &World<'_, '_>, found: &mut Found) {
    type Tier = (usize, String, Both<Result<String, String>>);
    let mut tiers: BTreeMap<Tier, Both<NodeId>> = BTreeMap::new();
    let subnets = world.infrastructure(Which::Reference).network.subnets();
    for ids in world.matched(subnets.map(|(id, _)| id)) {
        let Some(stack) = world.stack_of(Which::Reference, ids.reference) else {
            continue;
        };
        let reaches = Both::of(|which| world.infrastructure(which).network.reach(*ids.get(which)));
        let Some(reaches) = reaches.both() else {
            continue;
        };
        let classes = reaches.map(|reach| told(&reach.class));
        if classes.reference == classes.other {
            continue;
        }
        let block = block_of(world.node(Which::Reference, ids.reference));
        tiers.entry((stack, block, classes)).or_insert(ids);
    }
    for ((stack, block, classes), ids) in tiers {
        let path = format!("resource.{block}.class");
        let places = Both::of(|which| {
            let reach = world.infrastructure(which).network.reach(*ids.get(which));
            let route = reach.and_then(|reach| reach.route.map(|(_, span)| span));
            Some(route.unwrap_or_else(|| world.node(which, *ids.get(which)).header()))
        });
        let shown = match (&classes.reference, &classes.other) {
            (Ok(left), Ok(right)) => Both::new(Some(left.clone()), Some(right.clone())),
            // What is not known on both sides is said of each by itself.
            (Err(_), Err(_)) => continue,
            (Err(reason), _) | (_, Err(reason)) => {
                world.doubt(stack, path, places, reason.clone(), found);
                continue;
            }
        };
        let is_public = |which: Which| shown.get(which).as_deref() == Some("public");
        let weaker = Which::ALL.into_iter().find(|which| is_public(*which));
        let telling = Telling {
            rule: "parity-resource-value",
            path,
            weaker,
            severity: Severity::Error,
            reason: match weaker {
                Some(_) => {
                    "what lies there can be reached from the internet in one environment only"
                }
                None => "what lies there reaches other things in one environment than in the other",
            },
            explained: decisive(world, ids),
            written: Both::default(),
            legitimate: None,
            made: Vec::new(),
        };
        world.tell(telling, stack, shown, places, found);
    }
}

/// The routes, associations and tables that make the classes of a subnet on both sides.
fn decisive(world: &World<'_, '_>, ids: Both<NodeId>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for which in Which::ALL {
        let network = &world.infrastructure(which).network;
        let Some(reach) = network.reach(*ids.get(which)) else {
            continue;
        };
        let route = reach.route.map(|(node, _)| node);
        let table = reach.table.as_ref().and_then(|table| match table {
            TableId::Own(node) => Some(*node),
            _ => None,
        });
        let all = [route, reach.association, table].into_iter().flatten();
        found.extend(all.filter_map(|id| world.place_of(which, id)));
    }
    found
}

/// In how many zones the subnets of a VPC lie, where each subnet is on both sides: how many there are is told by itself.
fn zones(world: &World<'_, '_>, found: &mut Found) {
    let by_vpc = Both::of(|which| subnets_by_vpc(world, which));
    let none = BTreeSet::new();
    let vpcs = world.graph(Which::Reference).resources("aws_vpc");
    for ids in world.matched(vpcs.map(|(id, _)| id)) {
        let Some(stack) = world.stack_of(Which::Reference, ids.reference) else {
            continue;
        };
        let subnets = Both::of(|which| by_vpc.get(which).get(ids.get(which)).unwrap_or(&none));
        let is_matched = |which: Which| {
            let all = subnets.get(which).iter();
            let there = all.map(|id| world.counterpart(which, *id));
            let own: Option<BTreeSet<NodeId>> = there.collect();
            own.is_some_and(|own| own == **subnets.get(which.opposite()))
        };
        if !is_matched(Which::Reference) {
            continue;
        }
        let zones = Both::of(|which| {
            let all = subnets.get(which).iter().copied();
            Zones::of_nodes(world.graph(which), all)
        });
        let counts = zones.map(|zones| {
            let minimum = zones.minimum();
            (zones.is_complete() && zones.maximum() == Some(minimum)).then_some(minimum)
        });
        let Some(counts) = counts.both().filter(|it| it.reference != it.other) else {
            continue;
        };
        let fewer = if counts.reference < counts.other {
            Which::Reference
        } else {
            Which::Other
        };
        let address = block_of(world.node(Which::Reference, ids.reference));
        let are_peers = are_peers(world.pairing);
        let is_weaker = are_peers || fewer == production(world.pairing);
        let written = |subnets: &BTreeSet<NodeId>| {
            let pairs = world.matched(subnets.iter().copied());
            let zone = |ids| Made::Argument(ids, "availability_zone".to_owned());
            pairs.map(zone).collect()
        };
        let telling = Telling {
            rule: "parity-prod-weaker",
            path: format!("resource.{address}.zones"),
            weaker: Some(fewer),
            severity: Severity::Warning,
            reason: if are_peers {
                "both are to be the same, and one of them spans fewer zones"
            } else if is_weaker {
                "production spans fewer zones than the environment that tests it"
            } else {
                "production is the larger"
            },
            explained: Vec::new(),
            legitimate: (!is_weaker).then_some("production is the larger"),
            written: Both::default(),
            made: written(subnets.reference),
        };
        let places = Both::of(|which| Some(world.node(which, *ids.get(which)).header()));
        let shown = counts.map(|count| Some(format!("{count} zones")));
        world.tell(telling, stack, shown, places, found);
    }
}

/// The subnets of each VPC that the environment makes.
fn subnets_by_vpc(world: &World<'_, '_>, which: Which) -> BTreeMap<NodeId, BTreeSet<NodeId>> {
    let infrastructure = world.infrastructure(which);
    let mut found: BTreeMap<NodeId, BTreeSet<NodeId>> = BTreeMap::new();
    for (id, _) in infrastructure.network.subnets() {
        if let Some(Identity::Node(vpc)) = infrastructure.network.vpc_of(&infrastructure.graph, id)
        {
            found.entry(vpc).or_default().insert(id);
        }
    }
    found
}

fn told_launch(launch: Launch) -> &'static str {
    match launch {
        Launch::Fargate => "Fargate",
        Launch::Ec2 => "EC2 instances",
        Launch::External => "machines outside of AWS",
    }
}

/// What services run on, by whichever argument they say it.
fn launches(world: &World<'_, '_>, found: &mut Found) {
    let services = world.infrastructure(Which::Reference).placement.services();
    let others: BTreeMap<NodeId, _> = world
        .infrastructure(Which::Other)
        .placement
        .services()
        .map(|service| (service.node, service))
        .collect();
    for service in services {
        let Some(ids) = world.matched([service.node]).next() else {
            continue;
        };
        let (Some(other), Some(stack)) = (
            others.get(&ids.other),
            world.stack_of(Which::Reference, ids.reference),
        ) else {
            continue;
        };
        let launches = Both::new(&service.launch, &other.launch);
        let path = format!(
            "resource.{}.launch_type",
            block_of(world.node(Which::Reference, ids.reference))
        );
        let places = Both::of(|which| {
            Some(
                world
                    .graph(which)
                    .written(*ids.get(which), "launch_type")
                    .span,
            )
        });
        match (launches.reference, launches.other) {
            (Ok(left), Ok(right)) if left != right => {
                let shown =
                    launches.map(|it| it.as_ref().ok().map(|it| told_launch(*it).to_owned()));
                let telling = Telling {
                    rule: "parity-resource-value",
                    path,
                    weaker: None,
                    severity: Severity::Error,
                    reason: "tasks that run on other machines are not tested by the other environment",
                    explained: world
                        .place_of(Which::Reference, ids.reference)
                        .into_iter()
                        .map(|(stack, block)| {
                            (stack, format!("{block}.capacity_provider_strategy"))
                        })
                        .collect(),
                    written: Both::default(),
                    legitimate: None,
                    made: vec![Made::Argument(ids, "launch_type".to_owned())],
                };
                world.tell(telling, stack, shown, places, found);
            }
            (Ok(_), Err(unsure)) | (Err(unsure), Ok(_)) => {
                world.doubt(stack, path, places, unsure.reason.clone(), found);
            }
            _ => {}
        }
    }
}
