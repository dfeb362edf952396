//! Do requests reach what is behind a load balancer, and nobody else?

pub(super) mod two_azs;
