//! Do packets go where the network's authors mean them to?

mod meant;
pub(super) mod private_subnet_public;
pub(super) mod public_subnet_no_igw;
