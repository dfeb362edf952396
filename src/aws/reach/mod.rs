//! Who may talk to whom: what security groups and network ACLs let through.

#[cfg(test)]
mod acl_tests;
mod acls;
mod group;
mod groups;
mod party;
mod permission;
mod question;
mod rules;
mod stranger;
pub mod supply;
#[cfg(test)]
mod supply_tests;
#[cfg(test)]
mod tests;
mod traffic;

pub use acls::{AclId, Acls, Far};
pub use group::GroupId;
pub use groups::Groups;
pub use party::{DATABASES, Database, Party};
pub use permission::{Direction, Peer, Permission};
pub use question::{Asked, is_among};
pub use stranger::{Kind, Stranger};
pub use traffic::{Ports, Traffic, Transport};
