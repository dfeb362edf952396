//! What of a network is drawn where, by rows, columns and lanes: pixels come later.

use std::collections::{BTreeMap, BTreeSet};

use crate::picture::{Arrow, ArrowKind, Network, PartId, Resident};
use crate::report::picture::words;

/// At most so many bands are drawn in a network: nobody looks at more.
const MAX_BANDS: usize = 2_000;

/// Something that lies in subnets of one row, as a band across the columns.
#[derive(Debug)]
pub(super) struct Band {
    /// Its position in [`Network::residents`].
    pub(super) resident: usize,
    /// The row; that behind the last one is for what lies nowhere that is known.
    pub(super) row: usize,
    /// Its place in the row, from above.
    pub(super) slot: usize,
    /// The columns that it is in, from and to, and whether it certainly is.
    pub(super) runs: Vec<(usize, usize, bool)>,
}

/// How a route leaves a subnet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leave {
    /// Straight up to a gateway above.
    Up,
    /// Straight down to a gateway below.
    Down,
    /// By the lanes on the right.
    Side,
}

/// A route of a subnet.
#[derive(Debug)]
pub(super) struct Exit<'n> {
    pub(super) arrow: &'n Arrow,
    pub(super) leave: Leave,
}

/// Where the end of a route lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Above,
    Below,
    /// A NAT gateway in a subnet of this row and column.
    In(usize, usize),
}

/// The row and column of each subnet.
type Cells = BTreeMap<PartId, (usize, usize)>;

/// The routes of each subnet.
type Exits<'n> = BTreeMap<PartId, Vec<Exit<'n>>>;

/// A line in a gutter, between two heights: twice the row, plus one inside of it.
type Stretch = (usize, usize);

/// The routes that go by the side: a lane for each target in each gutter, and in each channel between rows.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    /// By column and target.
    pub(super) gutters: BTreeMap<(usize, PartId), usize>,
    /// How many lanes each column has on its right.
    pub(super) gutter_sizes: Vec<usize>,
    /// By channel (the one of a number is above the row of that number) and target.
    pub(super) channels: BTreeMap<(usize, PartId), usize>,
    /// How many lanes each channel has.
    pub(super) channel_sizes: Vec<usize>,
}

/// Requests from one part: a lane on the left.
#[derive(Debug)]
pub(super) struct Request<'n> {
    pub(super) from: PartId,
    pub(super) arrows: Vec<&'n Arrow>,
    pub(super) lane: usize,
}

/// All of it.
#[derive(Debug)]
pub(super) struct Plan<'n> {
    pub(super) network: &'n Network,
    pub(super) bands: Vec<Band>,
    /// How many bands lie above each other in each row.
    pub(super) slots: Vec<usize>,
    pub(super) exits: Exits<'n>,
    pub(super) ends: BTreeMap<PartId, End>,
    pub(super) lanes: Lanes,
    pub(super) requests: Vec<Request<'n>>,
    pub(super) request_lanes: usize,
    /// Arrows that lead to other networks or begin there: they are told in words.
    pub(super) told: Vec<&'n Arrow>,
    /// How many bands are left out.
    pub(super) left_out: usize,
}

impl<'n> Plan<'n> {
    pub(super) fn of(network: &'n Network, arrows: &'n [Arrow]) -> Self {
        let (bands, slots, left_out) = bands(network, arrows);
        let ends = ends(network);
        let subnets: Cells = places(network).collect();
        let mut exits: Exits<'n> = BTreeMap::new();
        let mut told = Vec::new();
        let residents: BTreeSet<PartId> = network.residents.iter().map(|it| it.part.id).collect();
        let mut requests: BTreeMap<PartId, Vec<&'n Arrow>> = BTreeMap::new();
        for arrow in arrows {
            let is_from_here = subnets.contains_key(&arrow.from)
                || residents.contains(&arrow.from)
                || ends.contains_key(&arrow.from);
            let is_to_here = residents.contains(&arrow.to) || ends.contains_key(&arrow.to);
            match arrow.kind {
                ArrowKind::Route if is_from_here && is_to_here => {
                    let leave = leave(network, subnets.get(&arrow.from), ends.get(&arrow.to));
                    exits
                        .entry(arrow.from)
                        .or_default()
                        .push(Exit { arrow, leave });
                }
                ArrowKind::Request if is_from_here && is_to_here => {
                    requests.entry(arrow.from).or_default().push(arrow);
                }
                // Told where they begin.
                ArrowKind::Route | ArrowKind::Request if is_from_here => {
                    told.push(arrow);
                }
                _ => {}
            }
        }
        let lanes = lanes(network, (&subnets, &exits), &ends);
        let (requests, request_lanes) = request_lanes(network, &bands, requests);
        Self {
            network,
            bands,
            slots,
            exits,
            ends,
            lanes,
            requests,
            request_lanes,
            told,
            left_out,
        }
    }

    /// A route in words: `0.0.0.0/0 to the NAT gateway`.
    pub(super) fn route_words(&self, arrow: &Arrow) -> String {
        let gateways = self.network.gateways.iter().map(|it| &it.part);
        let subnets = self.network.rows.iter().flat_map(|row| &row.subnets);
        let nats = subnets.flat_map(|subnet| &subnet.nats);
        let to = gateways.chain(nats).find(|part| part.id == arrow.to);
        let to = to.map_or("elsewhere", |part| part.what.as_str());
        words::line(format!("{} to the {to}", arrow.label).trim_start())
    }

    /// The first band of a resident.
    pub(super) fn band_of(&self, part: PartId) -> Option<usize> {
        let resident = self
            .network
            .residents
            .iter()
            .position(|it| it.part.id == part)?;
        self.bands.iter().position(|band| band.resident == resident)
    }
}

/// The row and column of each subnet.
pub(super) fn places(network: &Network) -> impl Iterator<Item = (PartId, (usize, usize))> {
    let rows = network.rows.iter().enumerate();
    rows.flat_map(|(row, it)| {
        it.subnets
            .iter()
            .map(move |one| (one.part.id, (row, one.zone)))
    })
}

/// The bands of a network, how many lie above each other in each row, and how many are left out.
fn bands(network: &Network, arrows: &[Arrow]) -> (Vec<Band>, Vec<usize>, usize) {
    let places: Cells = places(network).collect();
    let requests = arrows.iter().filter(|it| it.kind == ArrowKind::Request);
    let reached: BTreeSet<PartId> = requests.flat_map(|it| [it.from, it.to]).collect();
    let mut taken: Vec<Vec<Vec<Taken>>> = vec![Vec::new(); network.rows.len() + 1];
    let (mut bands, mut left_out) = (Vec::new(), 0);
    for (resident, it) in network.residents.iter().enumerate() {
        for (row, columns) in columns_by_row(network, it, &places) {
            if bands.len() == MAX_BANDS {
                left_out += 1;
                continue;
            }
            let runs = runs(&columns);
            let own = Taken {
                first: runs.first().map_or(0, |run| run.0),
                last: runs.last().map_or(0, |run| run.1),
                is_reached: reached.contains(&it.part.id),
            };
            let slots = &mut taken[row];
            let is_free = |slot: &Vec<Taken>| slot.iter().all(|other| other.leaves_room_for(&own));
            let slot = slots.iter().position(is_free).unwrap_or(slots.len());
            if slot == slots.len() {
                slots.push(Vec::new());
            }
            slots[slot].push(own);
            bands.push(Band {
                resident,
                row,
                slot,
                runs,
            });
        }
    }
    (bands, taken.iter().map(Vec::len).collect(), left_out)
}

/// The columns that a band takes of its slot.
#[derive(Debug, Clone)]
struct Taken {
    first: usize,
    last: usize,
    /// Whether requests come from the left, or go there: then nothing may stand before it.
    is_reached: bool,
}

impl Taken {
    fn leaves_room_for(&self, other: &Self) -> bool {
        let is_before = |one: &Self, other: &Self| one.last < other.first && !other.is_reached;
        is_before(self, other) || is_before(other, self)
    }
}

/// The columns of each row that something lies in, and whether it certainly does. What lies nowhere that is known takes
/// all columns behind the last row.
fn columns_by_row(
    network: &Network,
    resident: &Resident,
    places: &Cells,
) -> BTreeMap<usize, BTreeMap<usize, bool>> {
    let mut by_row: BTreeMap<usize, BTreeMap<usize, bool>> = BTreeMap::new();
    for stay in &resident.subnets {
        if let Some((row, column)) = places.get(&stay.subnet) {
            let columns = by_row.entry(*row).or_default();
            columns.insert(*column, stay.is_certain);
        }
    }
    if by_row.is_empty() {
        let columns = 0..network.zones.len().max(1);
        by_row.insert(network.rows.len(), columns.map(|at| (at, false)).collect());
    }
    by_row
}

/// Neighbouring columns of one certainty, together.
fn runs(columns: &BTreeMap<usize, bool>) -> Vec<(usize, usize, bool)> {
    let mut runs: Vec<(usize, usize, bool)> = Vec::new();
    for (column, is_certain) in columns {
        match runs.last_mut() {
            Some((_, to, certain)) if *to + 1 == *column && certain == is_certain => *to = *column,
            _ => runs.push((*column, *column, *is_certain)),
        }
    }
    runs
}

/// Where what routes lead to lies.
fn ends(network: &Network) -> BTreeMap<PartId, End> {
    let mut ends = BTreeMap::new();
    for gateway in &network.gateways {
        let end = if gateway.is_internet {
            End::Above
        } else {
            End::Below
        };
        ends.insert(gateway.part.id, end);
    }
    for (row, it) in network.rows.iter().enumerate() {
        for subnet in &it.subnets {
            let nats = subnet.nats.iter();
            ends.extend(nats.map(|nat| (nat.id, End::In(row, subnet.zone))));
        }
    }
    ends
}

fn leave(network: &Network, from: Option<&(usize, usize)>, to: Option<&End>) -> Leave {
    let Some((row, column)) = from else {
        return Leave::Side;
    };
    let holds = |row: &crate::picture::Row| row.subnets.iter().any(|it| it.zone == *column);
    match to {
        Some(End::Above) if !network.rows[..*row].iter().any(holds) => Leave::Up,
        Some(End::Below) if !network.rows[row + 1..].iter().any(holds) => Leave::Down,
        _ => Leave::Side,
    }
}

/// Gives every route that goes by the side its lanes.
fn lanes(
    network: &Network,
    (subnets, exits): (&Cells, &Exits<'_>),
    ends: &BTreeMap<PartId, End>,
) -> Lanes {
    let mut stretches: BTreeMap<(usize, PartId), Stretch> = BTreeMap::new();
    let mut channels: BTreeSet<(usize, PartId)> = BTreeSet::new();
    let mut cover = |column: usize, target: PartId, from: usize, to: usize| {
        let stretch = stretches
            .entry((column, target))
            .or_insert((from.min(to), from.max(to)));
        *stretch = (stretch.0.min(from).min(to), stretch.1.max(from).max(to));
    };
    let bottom = network.rows.len() * 2;
    for (subnet, exits) in exits {
        let Some((row, column)) = subnets.get(subnet).copied() else {
            continue;
        };
        for exit in exits.iter().filter(|exit| exit.leave == Leave::Side) {
            let (target, here) = (exit.arrow.to, row * 2 + 1);
            match ends.get(&target) {
                Some(End::Above) | None => cover(column, target, 0, here),
                Some(End::Below) => cover(column, target, here, bottom),
                Some(End::In(at, of)) if *of == column => cover(column, target, at * 2 + 1, here),
                Some(End::In(at, of)) => {
                    let channel = at + 1;
                    channels.insert((channel, target));
                    cover(column, target, channel * 2, here);
                    cover(*of, target, at * 2 + 1, channel * 2);
                }
            }
        }
    }
    let mut lanes = Lanes {
        gutter_sizes: vec![0; network.zones.len().max(1)],
        channel_sizes: vec![0; network.rows.len() + 1],
        ..Lanes::default()
    };
    for (channel, target) in channels {
        let size = &mut lanes.channel_sizes[channel];
        lanes.channels.insert((channel, target), *size);
        *size += 1;
    }
    for column in 0..lanes.gutter_sizes.len() {
        let own = stretches.iter().filter(|((of, _), _)| *of == column);
        let own: Vec<(PartId, Stretch)> = own.map(|((_, target), it)| (*target, *it)).collect();
        let (places, size) = color(own);
        lanes.gutter_sizes[column] = size;
        let places = places.into_iter();
        lanes
            .gutters
            .extend(places.map(|(target, lane)| ((column, target), lane)));
    }
    lanes
}

/// Lanes for stretches, so that those that meet have different ones.
fn color(mut stretches: Vec<(PartId, Stretch)>) -> (Vec<(PartId, usize)>, usize) {
    stretches.sort_by_key(|(target, stretch)| (*stretch, *target));
    let mut ends: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (target, (from, to)) in stretches {
        let lane = ends
            .iter()
            .position(|end| *end < from)
            .unwrap_or(ends.len());
        if lane == ends.len() {
            ends.push(to);
        } else {
            ends[lane] = to;
        }
        found.push((target, lane));
    }
    (found, ends.len())
}

/// Lanes on the left for requests, one for each part that they come from.
fn request_lanes<'n>(
    network: &Network,
    bands: &[Band],
    requests: BTreeMap<PartId, Vec<&'n Arrow>>,
) -> (Vec<Request<'n>>, usize) {
    let height = |part: PartId, is_out: bool| -> usize {
        let resident = network.residents.iter().position(|it| it.part.id == part);
        let band = resident.and_then(|at| bands.iter().find(|band| band.resident == at));
        let inside = |band: &Band| 1 + ((band.row * 10_000 + band.slot) * 2) + usize::from(is_out);
        band.map_or(0, inside)
    };
    let stretches = requests.iter().map(|(from, arrows)| {
        let own = height(*from, true);
        let others = arrows.iter().map(|arrow| height(arrow.to, false));
        let all: Vec<usize> = others.chain([own]).collect();
        let least = all.iter().min().copied().unwrap_or_default();
        (
            *from,
            (least, all.iter().max().copied().unwrap_or_default()),
        )
    });
    let (places, size) = color(stretches.collect());
    let lane = |of: PartId| {
        places
            .iter()
            .find(|(part, _)| *part == of)
            .map_or(0, |(_, at)| *at)
    };
    let requests = requests.into_iter();
    let requests = requests.map(|(from, arrows)| Request {
        from,
        arrows,
        lane: lane(from),
    });
    (requests.collect(), size)
}
