//! DOT: a graph for Graphviz, whose `dot` puts networks, zones and subnets into frames.

use std::io::{self, Write};

use super::nodes::{self, Form};
use super::words;
use crate::picture::{ArrowKind, Network, Part, PartId, Picture, Way};

pub(super) fn write(pictures: &[Picture], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph infrastructure {{")?;
    writeln!(out, "  rankdir=TB;")?;
    writeln!(
        out,
        "  graph [fontname=\"Helvetica\", fontsize=11, labeljust=l];"
    )?;
    writeln!(
        out,
        "  node [fontname=\"Helvetica\", fontsize=10, shape=box, style=\"rounded\"];"
    )?;
    writeln!(out, "  edge [fontname=\"Helvetica\", fontsize=9];")?;
    for (at, picture) in pictures.iter().enumerate() {
        let mut page = Page { picture, at, out };
        page.environment()?;
    }
    writeln!(out, "}}")
}

struct Page<'p> {
    picture: &'p Picture,
    at: usize,
    out: &'p mut dyn Write,
}

impl Page<'_> {
    fn id(&self, part: PartId) -> String {
        format!("e{}n{}", self.at, part.0)
    }

    fn environment(&mut self) -> io::Result<()> {
        let picture = self.picture;
        writeln!(self.out, "  subgraph cluster_e{} {{", self.at)?;
        writeln!(
            self.out,
            "    label={}; fontsize=16;",
            quoted(&[words::environment(picture)])
        )?;
        if picture.is_bare() {
            let text = quoted(&[words::BARE.to_owned()]);
            writeln!(
                self.out,
                "    e{}bare [label={text}, shape=plaintext];",
                self.at
            )?;
        }
        for (at, region) in picture.regions.iter().enumerate() {
            let name = words::region(region);
            writeln!(self.out, "    subgraph cluster_e{}r{at} {{", self.at)?;
            writeln!(self.out, "      label={}; style=dotted;", quoted(&[name]))?;
            for network in &region.networks {
                self.network(network)?;
            }
            writeln!(self.out, "    }}")?;
        }
        for watched in &picture.watched {
            self.node(
                "    ",
                &watched.part,
                Form::Alarms,
                &nodes::alarm_lines(watched),
            )?;
        }
        for receiver in &picture.receivers {
            let lines = nodes::receiver_lines(picture, receiver);
            self.node("    ", &receiver.part, Form::Receiver, &lines)?;
        }
        writeln!(self.out, "  }}")?;
        self.arrows()
    }

    fn network(&mut self, network: &Network) -> io::Result<()> {
        let picture = self.picture;
        let id = self.id(network.part.id);
        let lines = nodes::lines(picture, &network.part);
        writeln!(self.out, "      subgraph cluster_{id} {{")?;
        let style = if network.part.doubt.is_some() {
            "dashed"
        } else {
            "bold"
        };
        writeln!(self.out, "        label={}; style={style};", quoted(&lines))?;
        for gateway in &network.gateways {
            let lines = nodes::lines(picture, &gateway.part);
            self.node("        ", &gateway.part, Form::Gateway, &lines)?;
        }
        for (at, zone) in network.zones.iter().enumerate() {
            writeln!(self.out, "        subgraph cluster_{id}z{at} {{")?;
            let title = quoted(&[words::line(&zone.title)]);
            writeln!(self.out, "          label={title}; style=dashed;")?;
            for row in &network.rows {
                for subnet in row.subnets.iter().filter(|subnet| subnet.zone == at) {
                    self.subnet(network, row.way, subnet)?;
                }
            }
            writeln!(self.out, "        }}")?;
        }
        for resident in network
            .residents
            .iter()
            .filter(|it| nodes::home(it).is_none())
        {
            let lines = nodes::lines(picture, &resident.part);
            self.node("        ", &resident.part, Form::of(resident), &lines)?;
        }
        writeln!(self.out, "      }}")
    }

    fn subnet(
        &mut self,
        network: &Network,
        way: Way,
        subnet: &crate::picture::Subnet,
    ) -> io::Result<()> {
        let picture = self.picture;
        let id = self.id(subnet.part.id);
        let color = match way {
            Way::Public => "#e6f6ea",
            Way::Private => "#e5f0fd",
            Way::Isolated => "#f1ebfc",
            Way::Unknown => "#f0f1f3",
        };
        let style = if subnet.part.doubt.is_some() {
            "filled,dashed"
        } else {
            "filled"
        };
        let lines = nodes::subnet_lines(picture, way, &subnet.part);
        writeln!(self.out, "          subgraph cluster_{id} {{")?;
        writeln!(
            self.out,
            "            label={}; style=\"{style}\"; fillcolor=\"{color}\";",
            quoted(&lines)
        )?;
        // An arrow needs a node at its end, also in an empty subnet.
        writeln!(
            self.out,
            "            {id} [label=\"\", shape=point, width=0.05];"
        )?;
        for nat in &subnet.nats {
            self.node("            ", nat, Form::Nat, &nodes::lines(picture, nat))?;
        }
        let own = network.residents.iter();
        for resident in own.filter(|it| nodes::home(it) == Some(subnet.part.id)) {
            let lines = nodes::lines(picture, &resident.part);
            self.node("            ", &resident.part, Form::of(resident), &lines)?;
        }
        writeln!(self.out, "          }}")
    }

    fn node(&mut self, indent: &str, part: &Part, form: Form, lines: &[String]) -> io::Result<()> {
        let shape = match form {
            Form::Gateway => "house",
            Form::Balancer => "hexagon",
            Form::Store => "cylinder",
            Form::Alarms => "note",
            Form::Workload | Form::Nat | Form::Other | Form::Receiver => "box",
        };
        let style = if part.doubt.is_some() {
            "dashed"
        } else {
            "rounded"
        };
        let style = if form == Form::Store || form == Form::Alarms {
            style.replace("rounded", "solid")
        } else {
            style.to_owned()
        };
        let color = if part.marks.is_empty() {
            "black"
        } else {
            "#cf222e"
        };
        let (id, label) = (self.id(part.id), quoted(lines));
        let class = form.name();
        writeln!(
            self.out,
            "{indent}{id} [label={label}, shape={shape}, style=\"{style}\", color=\"{color}\", class=\"{class}\"];"
        )
    }

    fn arrows(&mut self) -> io::Result<()> {
        for (resident, stay) in nodes::stays(self.picture) {
            let style = if stay.is_certain { "dotted" } else { "dashed" };
            let (resident, subnet) = (self.id(resident), self.id(stay.subnet));
            writeln!(
                self.out,
                "  {resident} -> {subnet} [dir=none, color=gray, style={style}];"
            )?;
        }
        let above = nodes::above(self.picture);
        for arrow in nodes::arrows(self.picture) {
            let (from, to) = (self.id(arrow.from), self.id(arrow.to));
            let color = match arrow.kind {
                ArrowKind::Request => "#0969da",
                ArrowKind::Route => "#1a7f37",
                ArrowKind::Tells => "#bc4c00",
            };
            let doubt = arrow
                .doubt
                .as_ref()
                .map(|it| format!("not known because {it}"));
            let style = if doubt.is_some() { "dashed" } else { "solid" };
            let label: Vec<String> = [Some(arrow.label), doubt]
                .into_iter()
                .flatten()
                .filter(|it| !it.is_empty())
                .collect();
            let label: Vec<String> = label.iter().map(|it| words::line(it)).collect();
            let label = quoted(&label);
            // What stands above comes first, whichever way its arrow leads.
            let is_above = above.contains(&arrow.to);
            let (from, to, way) = if is_above {
                (to, from, ", dir=back")
            } else {
                (from, to, "")
            };
            writeln!(
                self.out,
                "  {from} -> {to} [label={label}, color=\"{color}\", style={style}{way}];"
            )?;
        }
        Ok(())
    }
}

/// Lines as a quoted text of DOT holds them.
fn quoted(lines: &[String]) -> String {
    let mut written = String::from("\"");
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            written.push_str("\\n");
        }
        for c in line.chars() {
            match c {
                '"' => written.push_str("\\\""),
                '\\' => written.push_str("\\\\"),
                // Graphviz reads entities of HTML in texts.
                '&' => written.push_str("&amp;"),
                c => written.push(c),
            }
        }
    }
    written.push('"');
    written
}
