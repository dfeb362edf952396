//! Do packets go where the network's authors mean them to?

pub(super) mod default_sg;
pub(super) mod dns;
pub(super) mod egress_not_nat;
pub(super) mod endpoint_s3_table;
pub(super) mod endpoint_sg;
pub(super) mod hardcoded_id;
pub(super) mod igw_missing;
pub(super) mod map_public_ip;
pub(super) mod meant;
pub(super) mod nacl;
pub(super) mod nat_in_private_subnet;
pub(super) mod nat_vpc_mismatch;
pub(super) mod private_no_egress;
pub(super) mod private_route_to_igw;
pub(super) mod private_subnet_public;
pub(super) mod public_subnet_no_igw;
pub(super) mod route_conflict;
pub(super) mod route_inline_and_standalone;
pub(super) mod route_table_orphan;
pub(super) mod route_table_unassociated;
pub(super) mod sg_inline_and_standalone;
pub(super) mod sg_open_admin;
pub(super) mod single_vpc;
pub(super) mod subnet_two_tables;
pub(super) mod vpc_overlap;
