//! Draws one network at its places.

use std::collections::BTreeSet;

use super::measure::{Type, width, wrap};
use super::network::{GAP, Places, ROW_LABEL, because, shortened};
use super::plan::{Band, Leave};
use super::scene::{Area, Icon, Scene};
use super::{BODY, MUTED, TITLE, marks, wires};
use crate::picture::{Gateway, Part, Resident, ResidentKind, Subnet, Way};
use crate::report::picture::words;

impl Places<'_> {
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
        let room = self.title_room();
        // The range of addresses is short, and its end counts.
        let taken = width(&details, Type::Small).min(room / 2) + GAP;
        scene.text((x, y), &name, TITLE, room - taken);
        let after = x + width(&name, Type::Title).min(room - taken) + GAP;
        scene.text((after, y), &details, MUTED, x + room - after);
        if let Some(doubt) = &network.part.doubt {
            let lines = wrap(&because(doubt), Type::Small, room, 3);
            scene.lines((x, y + Type::Title.line() + 2), &lines, MUTED);
        }
        marks::draw(scene, self.index, &network.part, (self.area, y + 8));
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
            area.width - 2 * GAP - marks::room(self.index, &subnet.part, area.width),
        );
        let at = (area.x + GAP, area.y + 6 + Type::Title.line());
        scene.lines(at, &self.header_lines(subnet), MUTED);
        let exits = self.plan.exits.get(&subnet.part.id).into_iter().flatten();
        for (number, exit) in exits.filter(|exit| exit.leave == Leave::Side).enumerate() {
            let y = self.exit_line(subnet, number) - Type::Small.line() / 2;
            let text = self.plan.route_words(exit.arrow);
            scene.text_before((area.right() - GAP, y), &text, BODY, area.width - 2 * GAP);
        }
        marks::draw(scene, self.index, &subnet.part, (area, area.y + 14));
        scene.close();
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
            (area.right() - marks::room(self.index, part, area.width) - GAP - after).max(20),
        );
        marks::draw(scene, self.index, part, (area, area.middle()));
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
        let room = area.width - 28 - marks::room(self.index, nat, area.width);
        scene.text((area.x + 27, area.y + 1), &nat.what, TITLE, room);
        let title = shortened(&nat.title, &self.plan.network.part.title);
        scene.text((area.x + 27, area.y + 15), &title, MUTED, room);
        marks::draw(scene, self.index, nat, (area, area.middle()));
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
            marks::room(self.index, part, area.width)
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
        // Where it lies nowhere that is known, the frame around it says why.
        if !resident.subnets.is_empty() {
            words.extend(part.doubt.as_deref().map(because));
            if !is_certain && part.doubt.is_none() && self.plan.network.part.doubt.is_none() {
                words.push("whether it lies here is not known".to_owned());
            }
        }
        let at = (area.x + 31, area.y + 18);
        scene.text_from_start(at, &words.join(" · "), MUTED, room);
        if is_last {
            marks::draw(scene, self.index, part, (area, area.middle()));
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
        let floating = self.plan.network.residents.iter();
        let floating = floating.filter(|it| it.subnets.is_empty());
        let reasons: BTreeSet<&str> = floating.filter_map(|it| it.part.doubt.as_deref()).collect();
        let text = match reasons.iter().next() {
            Some(reason) if reasons.len() == 1 => {
                format!("in which subnets is {}", because(reason))
            }
            _ => "in which subnets is not known".to_owned(),
        };
        scene.text_from_start((area.x + GAP, y + 4), &text, MUTED, area.width - 2 * GAP);
    }

    fn draw_told(&self, scene: &mut Scene) {
        let lines = self.told_lines();
        let count = i32::try_from(lines.len()).unwrap_or(0);
        let y = self.area.bottom() - 4 - count * Type::Small.line();
        for (at, line) in (0..).zip(&lines) {
            let at = (self.area.x + GAP + 4, y + at * Type::Small.line());
            scene.text(at, line, MUTED, self.area.width - 3 * GAP);
        }
    }
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
