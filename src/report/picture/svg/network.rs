//! Where everything of one network lies: zones are columns, subnets rows, gateways bars above and below.

use std::collections::BTreeMap;

use super::index::Index;
use super::marks;
use super::measure::{Type, width, wrap};
use super::plan::{Band, Leave, Plan};
use super::scene::Area;
use crate::picture::{Network, PartId, Subnet};
use crate::report::picture::words;

/// The space around things, in pixels.
pub(super) const GAP: i32 = 8;
/// Between two lanes.
pub(super) const LANE: i32 = 12;
const SLOT: i32 = 42;
const NAT: i32 = 40;
const BAR: i32 = 30;
/// Between the gateways above and the zones, and between the zones and what is below.
const CHANNEL: i32 = 34;
const BETWEEN_ROWS: i32 = 14;
const LEAST_COLUMN: i32 = 190;
const MOST_COLUMN: i32 = 250;
/// A network with one column has room for longer texts.
const ONLY_COLUMN: i32 = 420;
pub(super) const ROW_LABEL: i32 = 74;
/// The space before the first column where there are no requests.
const LEAST_LEFT: i32 = 12;
const ZONE_HEADER: i32 = 26;
/// At most so many arrows to other networks are told in words.
const MAX_TOLD: usize = 20;
/// Longer labels of requests are cut.
pub(super) const MOST_LABEL: i32 = 120;

/// Where everything of a network is.
pub(super) struct Places<'n> {
    pub(super) plan: Plan<'n>,
    pub(super) index: &'n Index<'n>,
    pub(super) area: Area,
    /// The first pixel of each column, and their width.
    pub(super) columns: Vec<i32>,
    pub(super) column: i32,
    /// The first pixel and the height of each row; the last is for what lies nowhere that is known.
    pub(super) rows: Vec<(i32, i32)>,
    /// The height of what stands above the bands of each row.
    headers: Vec<i32>,
    pub(super) gateways: BTreeMap<PartId, Area>,
    pub(super) subnets: BTreeMap<PartId, Area>,
    pub(super) nats: BTreeMap<PartId, Area>,
    /// Where the lanes of requests begin.
    pub(super) left: i32,
    pub(super) zones: Area,
}

/// The height in which routes to the internet go up to their gateway is part of it.
pub(super) fn place<'n>(index: &'n Index<'n>, network: &'n Network, at: (i32, i32)) -> Places<'n> {
    let plan = Plan::of(network, &index.picture.arrows);
    let column = column_width(&plan);
    let labels = plan.requests.iter().flat_map(|it| &it.arrows);
    let label = labels
        .map(|arrow| width(&words::line(&arrow.label), Type::Small))
        .max();
    let lanes = i32::try_from(plan.request_lanes).unwrap_or(i32::MAX) * LANE;
    let left = at.0 + GAP + ROW_LABEL;
    let first = left + label.map_or(LEAST_LEFT, |label| lanes + label.min(MOST_LABEL) + 22);
    let mut columns = Vec::new();
    let mut x = first;
    for lanes in &plan.lanes.gutter_sizes {
        columns.push(x);
        x += column + 2 * GAP + lanes_width(*lanes) + GAP;
    }
    let right = x;
    let mut places = Places {
        index,
        area: Area::new(at.0, at.1, right + GAP - at.0, 0),
        columns,
        column,
        rows: Vec::new(),
        headers: Vec::new(),
        gateways: BTreeMap::new(),
        subnets: BTreeMap::new(),
        nats: BTreeMap::new(),
        left,
        zones: Area::new(first - GAP, 0, right - first, 0),
        plan,
    };
    places.stack_up();
    places
}

fn column_width(plan: &Plan<'_>) -> i32 {
    if plan.network.zones.len() < 2 {
        return ONLY_COLUMN;
    }
    let title = &plan.network.part.title;
    let subnets = plan.network.rows.iter().flat_map(|row| &row.subnets);
    let needed = subnets.map(|it| width(&shortened(&it.part.title, title), Type::Title) + 2 * GAP);
    let exits = plan.exits.values().flatten();
    let exits = exits.filter(|exit| exit.leave == Leave::Side);
    let exits = exits.map(|exit| width(&plan.route_words(exit.arrow), Type::Small) + 2 * GAP);
    let needed = needed.chain(exits).max().unwrap_or_default();
    needed.clamp(LEAST_COLUMN, MOST_COLUMN)
}

/// A name without the name of its network before it.
pub(super) fn shortened(title: &str, network: &str) -> String {
    let title = words::line(title);
    let rest = title
        .strip_prefix(&words::line(network))
        .map(|it| it.trim_start_matches(['-', '_', '/', ' ', '.']));
    match rest {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => title,
    }
}

impl Places<'_> {
    /// Gives everything its height, from above to below.
    fn stack_up(&mut self) {
        let network = self.plan.network;
        let inner = (self.area.x + GAP, self.area.width - 2 * GAP);
        let mut y = self.area.y + 34;
        if let Some(doubt) = &network.part.doubt {
            let lines = wrap(&because(doubt), Type::Small, self.title_room(), 3).len();
            y += i32::try_from(lines).unwrap_or(0) * Type::Small.line() + 4;
        }
        for gateway in network.gateways.iter().filter(|it| it.is_internet) {
            self.gateways
                .insert(gateway.part.id, Area::new(inner.0, y, inner.1, BAR));
            y += BAR + 6;
        }
        if network.gateways.iter().any(|it| it.is_internet) {
            y += CHANNEL - 6;
        }
        self.zones.y = y;
        if !network.zones.is_empty() {
            y += ZONE_HEADER;
        }
        for at in 0..network.rows.len() {
            y += self.channel(at);
            y = self.place_row(at, y);
        }
        y += self.channel(network.rows.len());
        self.zones.height = y - self.zones.y;
        let floating = self.plan.slots.last().copied().unwrap_or_default();
        if floating > 0 {
            y += GAP;
            let height = 24 + i32::try_from(floating).unwrap_or(0) * SLOT + GAP;
            self.rows.push((y, height));
            self.headers.push(24);
            y += height + GAP;
        }
        let below = network.gateways.iter().filter(|it| !it.is_internet);
        if below.clone().next().is_some() {
            y += CHANNEL - 8;
        }
        for gateway in below {
            self.gateways
                .insert(gateway.part.id, Area::new(inner.0, y, inner.1, BAR));
            y += BAR + 6;
        }
        self.area.height = y + GAP - self.area.y;
        // The lines that tell of other networks stand at the end.
        let told = i32::try_from(self.told_lines().len()).unwrap_or(0);
        self.area.height += told * Type::Small.line();
    }

    /// The width that the name of the network and what is said of it may take: up to the arrow from the internet, where
    /// there is one.
    pub(super) fn title_room(&self) -> i32 {
        let network = self.plan.network;
        if network.gateways.iter().any(|it| it.is_internet) {
            return self.area.width / 2 - 2 * GAP - 12;
        }
        self.area.width - 3 * GAP - marks::room(self.index, &network.part, self.area.width)
    }

    /// What is told in words at the end: arrows to other networks, and what is left out.
    pub(super) fn told_lines(&self) -> Vec<String> {
        let name = |id: PartId| self.index.name(id);
        let told = self.plan.told.iter().take(MAX_TOLD).map(|arrow| {
            let text = format!("{} → {} {}", name(arrow.from), name(arrow.to), arrow.label);
            words::line(text.trim_end())
        });
        let mut lines: Vec<String> = told.collect();
        let more = self.plan.told.len().saturating_sub(MAX_TOLD);
        if more > 0 {
            lines.push(format!("and {more} arrows more to other networks"));
        }
        if self.plan.left_out > 0 {
            lines.push(format!("{} bands more are not drawn", self.plan.left_out));
        }
        lines
    }

    /// The height of the lanes above a row.
    fn channel(&self, row: usize) -> i32 {
        let lanes = self
            .plan
            .lanes
            .channel_sizes
            .get(row)
            .copied()
            .unwrap_or_default();
        let lanes = i32::try_from(lanes).unwrap_or(0) * LANE;
        if row == 0 {
            lanes
        } else {
            BETWEEN_ROWS + lanes
        }
    }

    fn place_row(&mut self, at: usize, y: i32) -> i32 {
        let row = &self.plan.network.rows[at];
        let headers = row.subnets.iter().map(|subnet| self.header_height(subnet));
        let header = headers.max().unwrap_or_default();
        let slots = i32::try_from(self.plan.slots[at]).unwrap_or(0) * SLOT;
        let nats = row
            .subnets
            .iter()
            .map(|it| it.nats.len())
            .max()
            .unwrap_or_default();
        let nats = i32::try_from(nats).unwrap_or(0) * NAT;
        let height = header + slots + nats + 6;
        for subnet in &row.subnets {
            let x = self.columns[subnet.zone];
            let area = Area::new(x, y, self.column, height);
            self.subnets.insert(subnet.part.id, area);
            let mut top = y + header + slots;
            for nat in &subnet.nats {
                let area = Area::new(x + 14, top, self.column - 20, NAT - 8);
                self.nats.insert(nat.id, area);
                top += NAT;
            }
        }
        self.rows.push((y, height));
        self.headers.push(header);
        y + height
    }

    /// The lines under the name of a subnet.
    pub(super) fn header_lines(&self, subnet: &Subnet) -> Vec<String> {
        let most = self.column - 2 * GAP;
        let details: Vec<String> = subnet
            .part
            .details
            .iter()
            .map(|it| words::line(it))
            .collect();
        let mut lines = wrap(&details.join(" · "), Type::Small, most, 3);
        if let Some(doubt) = &subnet.part.doubt {
            lines.extend(wrap(&because(doubt), Type::Small, most, 4));
        }
        lines
    }

    fn header_height(&self, subnet: &Subnet) -> i32 {
        let lines = self.header_lines(subnet).len() + self.side_exits(subnet.part.id);
        let lines = i32::try_from(lines).unwrap_or(0);
        6 + Type::Title.line() + lines * Type::Small.line() + 6
    }

    fn side_exits(&self, subnet: PartId) -> usize {
        let exits = self.plan.exits.get(&subnet).into_iter().flatten();
        exits.filter(|exit| exit.leave == Leave::Side).count()
    }

    /// The middle of the line of a route that leaves a subnet by the side.
    pub(super) fn exit_line(&self, subnet: &Subnet, number: usize) -> i32 {
        let area = self.subnets[&subnet.part.id];
        let lines = i32::try_from(self.header_lines(subnet).len() + number).unwrap_or(0);
        area.y + 6 + Type::Title.line() + lines * Type::Small.line() + Type::Small.line() / 2
    }

    /// The width of the lanes on the right of a column.
    pub(super) fn lanes_beside(&self, column: usize) -> i32 {
        let lanes = self.plan.lanes.gutter_sizes.get(column);
        lanes_width(lanes.copied().unwrap_or_default())
    }

    /// Where a band lies: from its first column to its last.
    pub(super) fn band_area(&self, band: &Band) -> Area {
        let first = band.runs.first().map_or(0, |run| run.0);
        let last = band.runs.last().map_or(0, |run| run.1);
        self.run_area(band, first, last)
    }

    pub(super) fn run_area(&self, band: &Band, from: usize, to: usize) -> Area {
        let (top, _) = self.rows[band.row];
        let slot = i32::try_from(band.slot).unwrap_or(0) * SLOT;
        let x = self.columns[from] + 6;
        let y = top + self.headers[band.row] + slot;
        Area::new(x, y, self.columns[to] + self.column - 6 - x, SLOT - 6)
    }
}

fn lanes_width(lanes: usize) -> i32 {
    match i32::try_from(lanes).unwrap_or(0) {
        0 => 0,
        lanes => lanes * LANE + 2,
    }
}

/// `not known because …`
pub(super) fn because(doubt: &str) -> String {
    words::line(&format!("not known because {doubt}"))
}
