//! Draws one network: zones are columns, subnets rows, gateways bars above and below.

use std::collections::BTreeMap;

use super::index::Index;
use super::marks;
use super::measure::{Type, width, wrap};
use super::plan::{Band, Leave, Plan};
use super::scene::{Area, Icon, Scene};
use super::wires;
use super::{BODY, MUTED, TITLE};
use crate::picture::{Gateway, Network, Part, PartId, Resident, ResidentKind, Subnet, Way};
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
const ROW_LABEL: i32 = 74;
/// The space before the first column where there are no requests.
const LEAST_LEFT: i32 = 12;
const ZONE_HEADER: i32 = 26;

/// Where everything of a network is.
pub(super) struct Places<'n> {
    pub(super) plan: Plan<'n>,
    index: &'n Index<'n>,
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
    zones: Area,
}

/// The height in which routes to the internet go up to their gateway is part of it.
pub(super) fn place<'n>(index: &'n Index<'n>, network: &'n Network, at: (i32, i32)) -> Places<'n> {
    let plan = Plan::of(network, &index.picture.arrows);
    let column = column_width(&plan);
    let labels = plan.requests.iter().flat_map(|it| &it.arrows);
    let label = labels.map(|arrow| width(&arrow.label, Type::Small)).max();
    let lanes = i32::try_from(plan.request_lanes).unwrap_or(i32::MAX) * LANE;
    let left = at.0 + GAP + ROW_LABEL;
    let first = left + label.map_or(LEAST_LEFT, |label| lanes + label.min(120) + 22);
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
    needed
        .max()
        .unwrap_or_default()
        .clamp(LEAST_COLUMN, MOST_COLUMN)
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
            let lines = wrap(&because(doubt), Type::Small, inner.1 - GAP, 2).len();
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
        y += ZONE_HEADER;
        for at in 0..network.rows.len() {
            y += self.channel(at);
            y = self.place_row(at, y);
        }
        y += self.channel(network.rows.len());
        let floating = self.plan.slots.last().copied().unwrap_or_default();
        if floating > 0 {
            let height = 24 + i32::try_from(floating).unwrap_or(0) * SLOT + GAP;
            self.rows.push((y, height));
            self.headers.push(24);
            y += height + GAP;
        }
        self.zones.height = y - self.zones.y;
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
        let told = i32::try_from(self.plan.told.len()).unwrap_or(0);
        self.area.height += told * Type::Small.line();
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
    fn header_lines(&self, subnet: &Subnet) -> Vec<String> {
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

    /// Where a band lies: from its first column to its last.
    pub(super) fn band_area(&self, band: &Band) -> Area {
        let first = band.runs.first().map_or(0, |run| run.0);
        let last = band.runs.last().map_or(0, |run| run.1);
        self.run_area(band, first, last)
    }

    fn run_area(&self, band: &Band, from: usize, to: usize) -> Area {
        let (top, _) = self.rows[band.row];
        let slot = i32::try_from(band.slot).unwrap_or(0) * SLOT;
        let x = self.columns[from] + 6;
        let y = top + self.headers[band.row] + slot;
        Area::new(x, y, self.columns[to] + self.column - 6 - x, SLOT - 6)
    }

    /// Draws all of it.
    pub(super) fn draw(&self, scene: &mut Scene) {
        let network = self.plan.network;
        let style = if network.part.doubt.is_some() {
            "vpc unknown-line"
        } else {
            "vpc"
        };
        scene.open(marks::title(&network.part));
        scene.area(self.area, style, 10);
        let name = format!("{} {}", network.part.what, words::line(&network.part.title));
        let details = words::line(&network.part.details.join(" · "));
        let (x, y) = (self.area.x + GAP + 4, self.area.y + 10);
        let room = self.area.width - 3 * GAP;
        scene.text(
            (x, y),
            &name,
            TITLE,
            room - width(&details, Type::Small) - GAP,
        );
        let after = x + width(&name, Type::Title).min(room) + 10;
        scene.text(
            (after, y),
            &details,
            MUTED,
            (self.area.right() - GAP - after).max(0),
        );
        if let Some(doubt) = &network.part.doubt {
            let lines = wrap(&because(doubt), Type::Small, room, 2);
            scene.lines((x, y + Type::Title.line() + 2), &lines, MUTED);
        }
        marks::draw(scene, self.index, &network.part, self.area);
        scene.close();
        self.draw_zones(scene);
        for (at, row) in network.rows.iter().enumerate() {
            self.draw_row_label(scene, at, row.way);
            for subnet in &row.subnets {
                self.draw_subnet(scene, subnet, row.way);
            }
        }
        if self.rows.len() > network.rows.len() {
            self.draw_floating(scene);
        }
        wires::draw(self, scene);
        for gateway in &network.gateways {
            self.draw_gateway(scene, gateway);
        }
        for band in &self.plan.bands {
            self.draw_band(scene, band);
        }
        for subnet in network.rows.iter().flat_map(|row| &row.subnets) {
            for nat in &subnet.nats {
                self.draw_nat(scene, nat);
            }
        }
        self.draw_told(scene);
    }

    /// The width of the lanes on the right of a column.
    fn lanes_beside(&self, column: usize) -> i32 {
        let lanes = self.plan.lanes.gutter_sizes.get(column);
        lanes_width(lanes.copied().unwrap_or_default())
    }

    fn draw_zones(&self, scene: &mut Scene) {
        for (at, zone) in self.plan.network.zones.iter().enumerate() {
            let x = self.columns[at] - GAP;
            let width = self.column + 2 * GAP + self.lanes_beside(at);
            let area = Area::new(x, self.zones.y, width, self.zones.height);
            let style = if zone.doubt.is_some() {
                "zone unknown-line"
            } else {
                "zone"
            };
            scene.open(zone.doubt.as_deref().map_or_else(
                || format!("availability zone {}", words::line(&zone.title)),
                because,
            ));
            scene.area(area, style, 8);
            scene.text(
                (x + GAP, self.zones.y + 5),
                &words::line(&zone.title),
                MUTED,
                self.column,
            );
            scene.close();
        }
    }

    fn draw_row_label(&self, scene: &mut Scene, row: usize, way: Way) {
        let (y, _) = self.rows[row];
        let label = match way {
            Way::Unknown => ["subnets:", "not known"],
            other => [other.words(), "subnets"],
        };
        for (at, line) in label.into_iter().enumerate() {
            let y = y + 6 + i32::try_from(at).unwrap_or(0) * Type::Small.line();
            scene.text((self.area.x + GAP + 4, y), line, MUTED, ROW_LABEL);
        }
    }

    fn draw_subnet(&self, scene: &mut Scene, subnet: &Subnet, way: Way) {
        let area = self.subnets[&subnet.part.id];
        let kind = match way {
            Way::Public => "public",
            Way::Private => "private",
            Way::Isolated => "isolated",
            Way::Unknown => "unknown",
        };
        let style = if subnet.part.doubt.is_some() {
            format!("{kind} unknown-line")
        } else {
            kind.to_owned()
        };
        scene.open(marks::title(&subnet.part));
        scene.area(area, style, 6);
        let title = shortened(&subnet.part.title, &self.plan.network.part.title);
        scene.text(
            (area.x + GAP, area.y + 6),
            &title,
            TITLE,
            area.width - 2 * GAP,
        );
        let at = (area.x + GAP, area.y + 6 + Type::Title.line());
        scene.lines(at, &self.header_lines(subnet), MUTED);
        let exits = self.plan.exits.get(&subnet.part.id).into_iter().flatten();
        for (number, exit) in exits.filter(|exit| exit.leave == Leave::Side).enumerate() {
            let y = self.exit_line(subnet, number) - Type::Small.line() / 2;
            let text = self.route_words(exit.arrow);
            scene.text_before((area.right() - GAP, y), &text, BODY, area.width - 2 * GAP);
        }
        marks::draw(scene, self.index, &subnet.part, area);
        scene.close();
    }

    /// `0.0.0.0/0 to the NAT gateway`
    fn route_words(&self, arrow: &crate::picture::Arrow) -> String {
        let gateways = self.plan.network.gateways.iter().map(|it| &it.part);
        let nats = self.plan.network.rows.iter().flat_map(|row| &row.subnets);
        let nats = nats.flat_map(|subnet| &subnet.nats);
        let to = gateways.chain(nats).find(|part| part.id == arrow.to);
        let to = to.map_or("elsewhere", |part| part.what.as_str());
        words::line(
            &format!("{} to the {to}", arrow.label)
                .trim_start()
                .replace("  ", " "),
        )
    }

    fn draw_gateway(&self, scene: &mut Scene, gateway: &Gateway) {
        let part = &gateway.part;
        let area = self.gateways[&part.id];
        let style = if part.doubt.is_some() {
            "gateway unknown-line"
        } else {
            "gateway"
        };
        scene.open(marks::title(part));
        scene.area(area, style, 6);
        scene.icon(area.x + GAP, area.y + 7, Icon::Gateway, "route");
        let x = area.x + GAP + 22;
        scene.text((x, area.y + 7), &part.what, TITLE, area.width / 3);
        let after = x + width(&part.what, Type::Title).min(area.width / 3) + GAP;
        let title = words::line(&part.title);
        let doubt = part.doubt.as_deref().map(because);
        let text = match doubt {
            Some(doubt) if part.address.is_empty() => doubt,
            Some(doubt) => format!("{title} · {doubt}"),
            None => title,
        };
        scene.text(
            (after, area.y + 8),
            &text,
            MUTED,
            (area.right() - 30 - after).max(20),
        );
        marks::draw(scene, self.index, part, area);
        scene.close();
    }

    fn draw_nat(&self, scene: &mut Scene, nat: &Part) {
        let area = self.nats[&nat.id];
        let style = if nat.doubt.is_some() {
            "nat unknown-line"
        } else {
            "nat"
        };
        scene.open(marks::title(nat));
        scene.area(area, style, 6);
        scene.icon(area.x + 6, area.y + 8, Icon::Nat, "route");
        let room = area.width - 28 - marks::room(self.index, nat);
        scene.text((area.x + 27, area.y + 1), &nat.what, TITLE, room);
        let title = shortened(&nat.title, &self.plan.network.part.title);
        scene.text((area.x + 27, area.y + 15), &title, MUTED, room);
        marks::draw(scene, self.index, nat, area);
        scene.close();
    }

    fn draw_band(&self, scene: &mut Scene, band: &Band) {
        let resident = &self.plan.network.residents[band.resident];
        scene.open(marks::title(&resident.part));
        let whole = self.band_area(band);
        if band.runs.len() > 1 {
            let line = vec![(whole.x, whole.middle()), (whole.right(), whole.middle())];
            scene.wire(line, "join", false);
        }
        for (at, (from, to, is_certain)) in band.runs.iter().enumerate() {
            let area = self.run_area(band, *from, *to);
            let is_last = at + 1 == band.runs.len();
            let is_certain = *is_certain && resident.part.doubt.is_none();
            self.draw_run(scene, resident, area, (is_certain, is_last));
        }
        scene.close();
    }

    fn draw_run(
        &self,
        scene: &mut Scene,
        resident: &Resident,
        area: Area,
        (is_certain, is_last): (bool, bool),
    ) {
        let part = &resident.part;
        let (kind, icon) = look(resident.kind);
        let style = if is_certain {
            kind.to_owned()
        } else {
            format!("{kind} unknown-line")
        };
        scene.area(area, style, 6);
        scene.icon(area.x + 8, area.y + 10, icon, kind_icon(resident.kind));
        let taken = if is_last {
            marks::room(self.index, part)
        } else {
            0
        };
        let room = area.width - 38 - taken;
        scene.text(
            (area.x + 31, area.y + 3),
            &words::line(&part.title),
            TITLE,
            room,
        );
        let mut words: Vec<String> = vec![part.what.clone()];
        words.extend(part.details.iter().map(|it| words::line(it)));
        words.extend(part.doubt.as_deref().map(because));
        if !is_certain && part.doubt.is_none() {
            words.push("whether it lies here is not known".to_owned());
        }
        scene.text((area.x + 31, area.y + 18), &words.join(" · "), MUTED, room);
        if is_last {
            marks::draw(scene, self.index, part, area);
        }
    }

    /// The frame around what lies nowhere that is known.
    fn draw_floating(&self, scene: &mut Scene) {
        let Some((y, height)) = self.rows.last().copied() else {
            return;
        };
        let last = self.columns.last().copied().unwrap_or_default();
        let first = self.columns.first().copied().unwrap_or_default();
        let area = Area::new(first, y, last + self.column - first, height);
        scene.area(area, "unknown unknown-line", 6);
        scene.text(
            (area.x + GAP, y + 4),
            "in which subnets is not known",
            MUTED,
            area.width - 2 * GAP,
        );
    }

    fn draw_told(&self, scene: &mut Scene) {
        let count = i32::try_from(self.plan.told.len()).unwrap_or(0);
        let mut y = self.area.bottom() - 4 - count * Type::Small.line();
        let name = |id: PartId| self.index.name(id);
        for arrow in &self.plan.told {
            let text = format!("{} → {} {}", name(arrow.from), name(arrow.to), arrow.label);
            let at = (self.area.x + GAP + 4, y);
            scene.text(
                at,
                words::line(&text).trim_end(),
                MUTED,
                self.area.width - 3 * GAP,
            );
            y += Type::Small.line();
        }
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

fn look(kind: ResidentKind) -> (&'static str, Icon) {
    match kind {
        ResidentKind::Balancer => ("balancer", Icon::Balancer),
        ResidentKind::Workload => ("workload", Icon::Workload),
        ResidentKind::Store => ("store", Icon::Store),
        ResidentKind::Other => ("other", Icon::Other),
    }
}

fn kind_icon(kind: ResidentKind) -> &'static str {
    match kind {
        ResidentKind::Balancer => "request",
        ResidentKind::Workload => "work",
        ResidentKind::Store => "keep",
        ResidentKind::Other => "muted",
    }
}
