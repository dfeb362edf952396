//! Mermaid: a flowchart for Markdown.

use std::io::{self, Write};

use super::nodes::{self, Form};
use super::words;
use crate::picture::{ArrowKind, Network, Part, PartId, Picture};

pub(super) fn write(pictures: &[Picture], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart TB")?;
    for (at, picture) in pictures.iter().enumerate() {
        let mut page = Page { picture, at, out };
        page.environment()?;
    }
    writeln!(out, "  classDef unknown stroke-dasharray: 5 4")?;
    writeln!(out, "  classDef faulty stroke:#cf222e,stroke-width:2px")
}

struct Page<'p> {
    picture: &'p Picture,
    /// The position of the picture: ids of several must differ.
    at: usize,
    out: &'p mut dyn Write,
}

impl Page<'_> {
    fn id(&self, part: PartId) -> String {
        format!("e{}n{}", self.at, part.0)
    }

    fn environment(&mut self) -> io::Result<()> {
        let picture = self.picture;
        let name = text(&[words::environment(picture)]);
        writeln!(self.out, "  subgraph e{}[\"{name}\"]", self.at)?;
        if picture.is_bare() {
            writeln!(self.out, "    e{}bare[\"{}\"]", self.at, words::BARE)?;
        }
        for (at, region) in picture.regions.iter().enumerate() {
            let name = text(&[words::region(region)]);
            writeln!(self.out, "    subgraph e{}r{at}[\"{name}\"]", self.at)?;
            for network in &region.networks {
                self.network(network)?;
            }
            writeln!(self.out, "    end")?;
        }
        for watched in &picture.watched {
            let lines = nodes::alarm_lines(watched);
            let is_faulty = watched
                .alarms
                .iter()
                .any(|it| it.useless.is_some() || !it.part.marks.is_empty());
            self.node("    ", (&watched.part, is_faulty), Form::Alarms, &lines)?;
        }
        for receiver in &picture.receivers {
            let lines = nodes::receiver_lines(picture, receiver);
            let is_faulty = receiver.unheard.is_some();
            self.node("    ", (&receiver.part, is_faulty), Form::Receiver, &lines)?;
        }
        writeln!(self.out, "  end")?;
        self.arrows()
    }

    fn network(&mut self, network: &Network) -> io::Result<()> {
        let id = self.id(network.part.id);
        let picture = self.picture;
        self.open("      ", &network.part)?;
        for gateway in &network.gateways {
            let lines = nodes::lines(picture, &gateway.part);
            self.node("        ", (&gateway.part, false), Form::Gateway, &lines)?;
        }
        for (at, zone) in network.zones.iter().enumerate() {
            let title = text(&[words::line(&zone.title)]);
            writeln!(self.out, "        subgraph {id}z{at}[\"{title}\"]")?;
            for row in &network.rows {
                for subnet in row.subnets.iter().filter(|subnet| subnet.zone == at) {
                    let lines = nodes::subnet_lines(picture, row.way, &subnet.part);
                    self.open_with("          ", &subnet.part, &lines)?;
                    for nat in &subnet.nats {
                        let lines = nodes::lines(picture, nat);
                        self.node("            ", (nat, false), Form::Nat, &lines)?;
                    }
                    let own = network.residents.iter();
                    for resident in own.filter(|it| nodes::home(it) == Some(subnet.part.id)) {
                        let lines = nodes::lines(picture, &resident.part);
                        let part = (&resident.part, false);
                        self.node("            ", part, Form::of(resident), &lines)?;
                    }
                    self.close("          ", &subnet.part)?;
                }
            }
            writeln!(self.out, "        end")?;
        }
        for resident in network
            .residents
            .iter()
            .filter(|it| nodes::home(it).is_none())
        {
            let lines = nodes::lines(picture, &resident.part);
            self.node(
                "        ",
                (&resident.part, false),
                Form::of(resident),
                &lines,
            )?;
        }
        self.close("      ", &network.part)
    }

    fn open(&mut self, indent: &str, part: &Part) -> io::Result<()> {
        let lines = nodes::lines(self.picture, part);
        self.open_with(indent, part, &lines)
    }

    fn open_with(&mut self, indent: &str, part: &Part, lines: &[String]) -> io::Result<()> {
        let id = self.id(part.id);
        // Mermaid leaves room for one line above what is in a frame.
        let title = text(&[lines.join(" · ")]);
        writeln!(self.out, "{indent}subgraph {id}[\"{title}\"]")
    }

    fn close(&mut self, indent: &str, part: &Part) -> io::Result<()> {
        writeln!(self.out, "{indent}end")?;
        self.class(indent, part, false)
    }

    fn node(
        &mut self,
        indent: &str,
        (part, is_faulty): (&Part, bool),
        form: Form,
        lines: &[String],
    ) -> io::Result<()> {
        let (open, close) = match form {
            Form::Gateway => ("[/", "\\]"),
            Form::Nat => ("(", ")"),
            Form::Balancer => ("{{", "}}"),
            Form::Workload => ("[[", "]]"),
            Form::Store => ("[(", ")]"),
            Form::Other => ("[", "]"),
            Form::Alarms => (">", "]"),
            Form::Receiver => ("([", "])"),
        };
        let id = self.id(part.id);
        writeln!(self.out, "{indent}{id}{open}\"{}\"{close}", text(lines))?;
        self.class(indent, part, is_faulty)
    }

    fn class(&mut self, indent: &str, part: &Part, is_faulty: bool) -> io::Result<()> {
        let id = self.id(part.id);
        if part.doubt.is_some() {
            writeln!(self.out, "{indent}class {id} unknown")?;
        }
        if is_faulty || !part.marks.is_empty() {
            writeln!(self.out, "{indent}class {id} faulty")?;
        }
        Ok(())
    }

    fn arrows(&mut self) -> io::Result<()> {
        for (resident, stay) in nodes::stays(self.picture) {
            let line = if stay.is_certain { "---" } else { "-.-" };
            let (resident, subnet) = (self.id(resident), self.id(stay.subnet));
            writeln!(self.out, "  {resident} {line} {subnet}")?;
        }
        for arrow in nodes::arrows(self.picture) {
            let (from, to) = (self.id(arrow.from), self.id(arrow.to));
            let line = match (arrow.kind, &arrow.doubt) {
                (_, Some(_)) | (ArrowKind::Tells, None) => "-.->",
                (ArrowKind::Request, None) => "==>",
                (ArrowKind::Route, None) => "-->",
            };
            let label = match (arrow.label.as_str(), &arrow.doubt) {
                ("", None) => String::new(),
                (label, None) => words::line(label),
                (label, Some(doubt)) => words::line(&format!("{label} not known because {doubt}")),
            };
            if label.is_empty() {
                writeln!(self.out, "  {from} {line} {to}")?;
            } else {
                writeln!(self.out, "  {from} {line}|\"{}\"| {to}", text(&[label]))?;
            }
        }
        Ok(())
    }
}

/// Lines as a quoted text of Mermaid holds them. It is HTML there, and has signs of its own: all that is neither a letter
/// nor a digit nor plain punctuation is written by its number.
fn text(lines: &[String]) -> String {
    let mut written = String::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            written.push_str("<br/>");
        }
        for c in line.chars() {
            let is_plain = c.is_ascii_alphanumeric() || " .,:/_-".contains(c);
            if is_plain || (!c.is_ascii() && c.is_alphanumeric()) {
                written.push(c);
            } else {
                written.extend(["#", &(c as u32).to_string(), ";"]);
            }
        }
    }
    written
}
