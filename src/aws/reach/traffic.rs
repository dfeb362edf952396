//! Traffic: which protocols and ports a rule is about.

use std::fmt;

use crate::eval::Value;

use super::super::Unsure;
use super::super::placement::truth::{Truth, whole};

/// A protocol with ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transport {
    /// TCP
    Tcp,
    /// UDP
    Udp,
}

/// Ports from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ports {
    /// The first.
    pub first: i64,
    /// The last.
    pub last: i64,
}

/// What a rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Traffic {
    /// All protocols and ports.
    Everything,
    /// These ports of a protocol.
    Ports(Transport, Ports),
    /// A protocol without ports, as the provider calls it, with what stands in place of the ports: of ICMP the type
    /// and the code, where not all are meant; `Err` where they are not known.
    Other(String, Result<Option<(i64, i64)>, Unsure>),
    /// It is not known; where the protocol is, it is this one.
    Unknown(Option<Transport>, Unsure),
}

impl Ports {
    /// All that there are.
    pub const ALL: Self = Self {
        first: 0,
        last: 65_535,
    };

    /// This one alone.
    pub fn one(port: i64) -> Self {
        Self {
            first: port,
            last: port,
        }
    }

    /// Whether all of the other's are among its own.
    pub fn hold(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "port {}", self.first)
        } else {
            write!(f, "ports {} to {}", self.first, self.last)
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
        })
    }
}

impl Traffic {
    /// What three arguments say: the protocol, by name or number, and the first and the last port.
    pub(super) fn read(
        protocol: Option<&Value>,
        first: Option<&Value>,
        last: Option<&Value>,
    ) -> Self {
        let Some(protocol) = protocol else {
            let reason = "no argument says which protocol the rule is about";
            return Self::Unknown(None, Unsure::new(reason, None));
        };
        let name = match (protocol.as_str(), whole(protocol)) {
            (_, Some(number)) => number.to_string(),
            (Some(name), None) => name.to_lowercase(),
            (None, None) => return Self::Unknown(None, Unsure::of(protocol)),
        };
        let transport = match name.as_str() {
            "-1" | "all" => return Self::Everything,
            "tcp" | "6" => Transport::Tcp,
            "udp" | "17" => Transport::Udp,
            _ => return Self::without_ports(name, first, last),
        };
        let port = |value: Option<&Value>| {
            let missing = || Unsure::new("no argument says which ports the rule is about", None);
            let value = value.ok_or_else(missing)?;
            whole(value).ok_or_else(|| Unsure::of(value))
        };
        match (port(first), port(last)) {
            (Ok(first), Ok(last)) => Self::Ports(transport, Ports { first, last }),
            (Err(unsure), _) | (_, Err(unsure)) => Self::Unknown(Some(transport), unsure),
        }
    }

    fn without_ports(name: String, first: Option<&Value>, last: Option<&Value>) -> Self {
        let name = match name.as_str() {
            "1" => "icmp".to_owned(),
            "58" => "icmpv6".to_owned(),
            _ => name,
        };
        if !name.starts_with("icmp") {
            return Self::Other(name, Ok(None));
        }
        let number = |value: &Value| whole(value).ok_or_else(|| Unsure::of(value));
        let kind = match (first.map(number), last.map(number)) {
            (Some(Err(unsure)), _) | (_, Some(Err(unsure))) => Err(unsure),
            (Some(Ok(kind)), Some(Ok(code))) => Ok((kind != -1).then_some((kind, code))),
            _ => Ok(None),
        };
        Self::Other(name, kind)
    }

    /// Whether all of these ports are among what it is about.
    pub fn holds(&self, transport: Transport, ports: Ports) -> Truth {
        match self {
            Self::Everything => Truth::Yes,
            Self::Ports(own, own_ports) => Truth::of(*own == transport && own_ports.hold(ports)),
            Self::Unknown(Some(own), _) if *own != transport => Truth::No,
            Self::Unknown(_, unsure) => Truth::Open(unsure.clone()),
            Self::Other(..) => Truth::No,
        }
    }
}

impl fmt::Display for Traffic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everything => f.write_str("all traffic"),
            Self::Ports(Transport::Tcp, ports) => write!(f, "{ports}"),
            Self::Ports(Transport::Udp, ports) => write!(f, "{ports} of UDP"),
            Self::Other(..) => f.write_str("a protocol without ports"),
            Self::Unknown(..) => f.write_str("ports that are not known"),
        }
    }
}
