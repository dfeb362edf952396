# Stands for terraform-aws-modules/vpc/aws: what its versions 2 to 6 make of networks.

# `var.not_modelled` is never given: what no version says, or what is more than is modelled here.

variable "create_vpc" { default = true }
variable "name" { default = "" }
variable "cidr" { default = "10.0.0.0/16" }
variable "use_ipam_pool" { default = false }
variable "secondary_cidr_blocks" { default = [] }
variable "enable_ipv6" { default = false }
variable "enable_dns_support" { default = true }
variable "enable_dns_hostnames" {}
variable "azs" { default = [] }
variable "tags" { default = {} }
variable "vpc_tags" { default = {} }

variable "create_igw" { default = true }
variable "create_egress_only_igw" { default = true }
variable "enable_nat_gateway" { default = false }
variable "single_nat_gateway" { default = false }
variable "one_nat_gateway_per_az" { default = false }
variable "reuse_nat_ips" { default = false }
variable "external_nat_ip_ids" { default = [] }
variable "create_private_nat_gateway_route" { default = true }
variable "nat_gateway_destination_cidr_block" { default = "0.0.0.0/0" }
variable "enable_vpn_gateway" { default = false }
variable "vpn_gateway_id" { default = "" }
variable "propagate_public_route_tables_vgw" { default = false }
variable "propagate_private_route_tables_vgw" { default = false }
variable "propagate_intra_route_tables_vgw" { default = false }

variable "create_multiple_public_route_tables" { default = false }
variable "create_multiple_intra_route_tables" { default = false }
variable "create_database_subnet_route_table" { default = false }
variable "create_database_internet_gateway_route" { default = false }
variable "create_database_nat_gateway_route" { default = false }
variable "create_elasticache_subnet_route_table" { default = false }
variable "create_redshift_subnet_route_table" { default = false }
variable "enable_public_redshift" { default = false }
variable "map_public_ip_on_launch" {}

variable "manage_default_security_group" {}
variable "default_security_group_ingress" { default = [] }
variable "default_security_group_egress" { default = [] }
variable "manage_default_route_table" {}
variable "default_route_table_routes" { default = [] }
variable "manage_default_network_acl" {}

variable "enable_flow_log" { default = false }
variable "vpc_flow_log_iam_role_name" { default = "vpc-flow-log-role" }
variable "flow_log_destination_type" { default = "cloud-watch-logs" }
variable "flow_log_destination_arn" { default = "" }
variable "flow_log_traffic_type" { default = "ALL" }
variable "flow_log_cloudwatch_iam_role_arn" { default = "" }
variable "create_flow_log_cloudwatch_log_group" { default = false }
variable "create_flow_log_cloudwatch_iam_role" { default = false }
variable "flow_log_cloudwatch_log_group_name_prefix" { default = "/aws/vpc-flow-log/" }
variable "flow_log_cloudwatch_log_group_name_suffix" { default = "" }
variable "flow_log_cloudwatch_log_group_retention_in_days" { default = null }
variable "flow_log_cloudwatch_log_group_kms_key_id" { default = null }

variable "public_subnets" { default = [] }
variable "public_subnet_names" { default = [] }
variable "public_subnet_suffix" { default = "public" }
variable "public_subnet_tags" { default = {} }
variable "public_subnet_ipv6_prefixes" { default = [] }
variable "public_subnet_ipv6_native" { default = false }
variable "public_dedicated_network_acl" { default = false }
variable "private_subnets" { default = [] }
variable "private_subnet_names" { default = [] }
variable "private_subnet_suffix" { default = "private" }
variable "private_subnet_tags" { default = {} }
variable "private_subnet_ipv6_prefixes" { default = [] }
variable "private_subnet_ipv6_native" { default = false }
variable "private_dedicated_network_acl" { default = false }
variable "database_subnets" { default = [] }
variable "database_subnet_names" { default = [] }
variable "database_subnet_suffix" { default = "db" }
variable "database_subnet_tags" { default = {} }
variable "database_subnet_ipv6_prefixes" { default = [] }
variable "database_subnet_ipv6_native" { default = false }
variable "database_dedicated_network_acl" { default = false }
variable "elasticache_subnets" { default = [] }
variable "elasticache_subnet_names" { default = [] }
variable "elasticache_subnet_suffix" { default = "elasticache" }
variable "elasticache_subnet_tags" { default = {} }
variable "elasticache_subnet_ipv6_prefixes" { default = [] }
variable "elasticache_subnet_ipv6_native" { default = false }
variable "elasticache_dedicated_network_acl" { default = false }
variable "redshift_subnets" { default = [] }
variable "redshift_subnet_names" { default = [] }
variable "redshift_subnet_suffix" { default = "redshift" }
variable "redshift_subnet_tags" { default = {} }
variable "redshift_subnet_ipv6_prefixes" { default = [] }
variable "redshift_subnet_ipv6_native" { default = false }
variable "redshift_dedicated_network_acl" { default = false }
variable "intra_subnets" { default = [] }
variable "intra_subnet_names" { default = [] }
variable "intra_subnet_suffix" { default = "intra" }
variable "intra_subnet_tags" { default = {} }
variable "intra_subnet_ipv6_prefixes" { default = [] }
variable "intra_subnet_ipv6_native" { default = false }
variable "intra_dedicated_network_acl" { default = false }
variable "outpost_subnets" { default = [] }
variable "outpost_subnet_names" { default = [] }
variable "outpost_subnet_suffix" { default = "outpost" }
variable "outpost_subnet_tags" { default = {} }
variable "outpost_subnet_ipv6_prefixes" { default = [] }
variable "outpost_subnet_ipv6_native" { default = false }
variable "outpost_dedicated_network_acl" { default = false }
variable "outpost_az" { default = null }

locals {
  zones             = var.azs == null ? [] : var.azs
  public_count      = var.create_vpc ? max(length(var.public_subnets), length(var.public_subnet_ipv6_prefixes)) : 0
  private_count     = var.create_vpc ? max(length(var.private_subnets), length(var.private_subnet_ipv6_prefixes)) : 0
  database_count    = var.create_vpc ? max(length(var.database_subnets), length(var.database_subnet_ipv6_prefixes)) : 0
  elasticache_count = var.create_vpc ? max(length(var.elasticache_subnets), length(var.elasticache_subnet_ipv6_prefixes)) : 0
  redshift_count    = var.create_vpc ? max(length(var.redshift_subnets), length(var.redshift_subnet_ipv6_prefixes)) : 0
  intra_count       = var.create_vpc ? max(length(var.intra_subnets), length(var.intra_subnet_ipv6_prefixes)) : 0
  outpost_count     = var.create_vpc ? max(length(var.outpost_subnets), length(var.outpost_subnet_ipv6_prefixes)) : 0

  # Public subnets are left out where there are fewer than zones that want a NAT gateway each.
  public_made   = !var.one_nat_gateway_per_az || local.public_count >= length(local.zones) ? local.public_count : 0
  public_tables = local.public_count == 0 ? 0 : var.create_multiple_public_route_tables ? local.public_count : 1
  most_subnets  = max(local.private_count, local.public_count, local.elasticache_count, local.database_count, local.redshift_count)
  per_zone_nat  = var.one_nat_gateway_per_az ? length(local.zones) : local.most_subnets
  wanted_nat    = var.single_nat_gateway ? 1 : local.per_zone_nat
  nat_count     = var.create_vpc && var.enable_nat_gateway ? local.wanted_nat : 0

  private_tables        = local.private_count > 0 ? local.wanted_nat : 0
  intra_tables          = local.intra_count == 0 ? 0 : var.create_multiple_intra_route_tables ? local.intra_count : 1
  is_one_database_table = var.single_nat_gateway || var.create_database_internet_gateway_route
  makes_database_table  = var.create_database_subnet_route_table && local.database_count > 0
  database_tables       = !local.makes_database_table ? 0 : local.is_one_database_table ? 1 : local.database_count

  has_ipv6    = var.create_vpc && var.enable_ipv6
  has_gateway = var.create_igw && local.public_count > 0
  has_vpn     = var.create_vpc && (var.enable_vpn_gateway || var.vpn_gateway_id != "")
  vpc_id      = one(aws_vpc.this[*].id)
}

resource "aws_vpc" "this" {
  count = var.create_vpc ? 1 : 0

  cidr_block                       = var.use_ipam_pool ? null : var.cidr
  ipv4_ipam_pool_id                = var.use_ipam_pool ? var.not_modelled : null
  assign_generated_ipv6_cidr_block = var.enable_ipv6 && !var.use_ipam_pool ? true : null
  enable_dns_hostnames             = var.enable_dns_hostnames
  enable_dns_support               = var.enable_dns_support

  tags = merge({ Name = var.name }, var.tags, var.vpc_tags)
}

resource "aws_vpc_ipv4_cidr_block_association" "this" {
  count = var.create_vpc ? length(var.secondary_cidr_blocks) : 0

  vpc_id     = aws_vpc.this[0].id
  cidr_block = var.secondary_cidr_blocks[count.index]
}

resource "aws_internet_gateway" "this" {
  count = local.has_gateway ? 1 : 0

  vpc_id = local.vpc_id
  tags   = merge({ Name = var.name }, var.tags)
}

resource "aws_egress_only_internet_gateway" "this" {
  count = local.has_ipv6 && var.create_egress_only_igw && local.most_subnets > 0 ? 1 : 0

  vpc_id = local.vpc_id
}

resource "aws_vpn_gateway" "this" {
  count = var.create_vpc && var.enable_vpn_gateway ? 1 : 0

  vpc_id = local.vpc_id
}

resource "aws_vpn_gateway_attachment" "this" {
  count = var.vpn_gateway_id == "" ? 0 : 1

  vpc_id         = local.vpc_id
  vpn_gateway_id = var.vpn_gateway_id
}

resource "aws_subnet" "public" {
  count = local.public_made

  vpc_id                  = local.vpc_id
  cidr_block              = var.public_subnet_ipv6_native ? null : element(var.public_subnets, count.index)
  ipv6_cidr_block         = var.enable_ipv6 && length(var.public_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.public_subnet_ipv6_prefixes[count.index]) : null
  availability_zone       = element(local.zones, count.index)
  map_public_ip_on_launch = var.map_public_ip_on_launch

  tags = merge(
    { Name = try(var.public_subnet_names[count.index], "${var.name}-${var.public_subnet_suffix}-${element(local.zones, count.index)}") },
    var.tags,
    var.public_subnet_tags,
  )
}

resource "aws_network_acl" "public" {
  count = local.public_count > 0 && var.public_dedicated_network_acl ? 1 : 0

  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.public[*].id
  ingress    = var.not_modelled
  egress     = var.not_modelled
}

resource "aws_subnet" "private" {
  count = local.private_count

  vpc_id            = local.vpc_id
  cidr_block        = var.private_subnet_ipv6_native ? null : element(var.private_subnets, count.index)
  ipv6_cidr_block   = var.enable_ipv6 && length(var.private_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.private_subnet_ipv6_prefixes[count.index]) : null
  availability_zone = element(local.zones, count.index)

  tags = merge(
    { Name = try(var.private_subnet_names[count.index], "${var.name}-${var.private_subnet_suffix}-${element(local.zones, count.index)}") },
    var.tags,
    var.private_subnet_tags,
  )
}

resource "aws_network_acl" "private" {
  count = local.private_count > 0 && var.private_dedicated_network_acl ? 1 : 0

  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.private[*].id
  ingress    = var.not_modelled
  egress     = var.not_modelled
}

resource "aws_subnet" "database" {
  count = local.database_count

  vpc_id            = local.vpc_id
  cidr_block        = var.database_subnet_ipv6_native ? null : element(var.database_subnets, count.index)
  ipv6_cidr_block   = var.enable_ipv6 && length(var.database_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.database_subnet_ipv6_prefixes[count.index]) : null
  availability_zone = element(local.zones, count.index)

  tags = merge(
    { Name = try(var.database_subnet_names[count.index], "${var.name}-${var.database_subnet_suffix}-${element(local.zones, count.index)}") },
    var.tags,
    var.database_subnet_tags,
  )
}

resource "aws_network_acl" "database" {
  count = local.database_count > 0 && var.database_dedicated_network_acl ? 1 : 0

  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.database[*].id
  ingress    = var.not_modelled
  egress     = var.not_modelled
}

resource "aws_subnet" "elasticache" {
  count = local.elasticache_count

  vpc_id            = local.vpc_id
  cidr_block        = var.elasticache_subnet_ipv6_native ? null : element(var.elasticache_subnets, count.index)
  ipv6_cidr_block   = var.enable_ipv6 && length(var.elasticache_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.elasticache_subnet_ipv6_prefixes[count.index]) : null
  availability_zone = element(local.zones, count.index)

  tags = merge(
    { Name = try(var.elasticache_subnet_names[count.index], "${var.name}-${var.elasticache_subnet_suffix}-${element(local.zones, count.index)}") },
    var.tags,
    var.elasticache_subnet_tags,
  )
}

resource "aws_network_acl" "elasticache" {
  count = local.elasticache_count > 0 && var.elasticache_dedicated_network_acl ? 1 : 0

  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.elasticache[*].id
  ingress    = var.not_modelled
  egress     = var.not_modelled
}

resource "aws_subnet" "redshift" {
  count = local.redshift_count

  vpc_id            = local.vpc_id
  cidr_block        = var.redshift_subnet_ipv6_native ? null : element(var.redshift_subnets, count.index)
  ipv6_cidr_block   = var.enable_ipv6 && length(var.redshift_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.redshift_subnet_ipv6_prefixes[count.index]) : null
  availability_zone = element(local.zones, count.index)

  tags = merge(
    { Name = try(var.redshift_subnet_names[count.index], "${var.name}-${var.redshift_subnet_suffix}-${element(local.zones, count.index)}") },
    var.tags,
    var.redshift_subnet_tags,
  )
}

resource "aws_network_acl" "redshift" {
  count = local.redshift_count > 0 && var.redshift_dedicated_network_acl ? 1 : 0

  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.redshift[*].id
  ingress    = var.not_modelled
  egress     = var.not_modelled
}

resource "aws_subnet" "intra" {
  count = local.intra_count

  vpc_id            = local.vpc_id
  cidr_block        = var.intra_subnet_ipv6_native ? null : element(var.intra_subnets, count.index)
  ipv6_cidr_block   = var.enable_ipv6 && length(var.intra_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.intra_subnet_ipv6_prefixes[count.index]) : null
  availability_zone = element(local.zones, count.index)

  tags = merge(
    { Name = try(var.intra_subnet_names[count.index], "${var.name}-${var.intra_subnet_suffix}-${element(local.zones, count.index)}") },
    var.tags,
    var.intra_subnet_tags,
  )
}

resource "aws_network_acl" "intra" {
  count = local.intra_count > 0 && var.intra_dedicated_network_acl ? 1 : 0

  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.intra[*].id
  ingress    = var.not_modelled
  egress     = var.not_modelled
}

resource "aws_subnet" "outpost" {
  count = local.outpost_count

  vpc_id            = local.vpc_id
  cidr_block        = var.outpost_subnet_ipv6_native ? null : element(var.outpost_subnets, count.index)
  ipv6_cidr_block   = var.enable_ipv6 && length(var.outpost_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.outpost_subnet_ipv6_prefixes[count.index]) : null
  availability_zone = var.outpost_az

  tags = merge(
    { Name = try(var.outpost_subnet_names[count.index], "${var.name}-${var.outpost_subnet_suffix}-${var.outpost_az}") },
    var.tags,
    var.outpost_subnet_tags,
  )
}

resource "aws_network_acl" "outpost" {
  count = local.outpost_count > 0 && var.outpost_dedicated_network_acl ? 1 : 0

  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.outpost[*].id
  ingress    = var.not_modelled
  egress     = var.not_modelled
}

resource "aws_route_table" "public" {
  count = local.public_tables

  vpc_id = local.vpc_id
  tags   = merge({ Name = "${var.name}-${var.public_subnet_suffix}" }, var.tags)
}

resource "aws_route_table" "private" {
  count = local.private_tables

  vpc_id = local.vpc_id
  tags   = merge({ Name = "${var.name}-${var.private_subnet_suffix}" }, var.tags)
}

resource "aws_route_table" "intra" {
  count = local.intra_tables

  vpc_id = local.vpc_id
  tags   = merge({ Name = "${var.name}-${var.intra_subnet_suffix}" }, var.tags)
}

resource "aws_route_table" "database" {
  count = local.database_tables

  vpc_id = local.vpc_id
  tags   = merge({ Name = "${var.name}-${var.database_subnet_suffix}" }, var.tags)
}

resource "aws_route_table" "elasticache" {
  count = var.create_elasticache_subnet_route_table && local.elasticache_count > 0 ? 1 : 0

  vpc_id = local.vpc_id
  tags   = merge({ Name = "${var.name}-${var.elasticache_subnet_suffix}" }, var.tags)
}

resource "aws_route_table" "redshift" {
  count = var.create_redshift_subnet_route_table && local.redshift_count > 0 ? 1 : 0

  vpc_id = local.vpc_id
  tags   = merge({ Name = "${var.name}-${var.redshift_subnet_suffix}" }, var.tags)
}

resource "aws_route_table_association" "public" {
  count = local.public_made

  subnet_id      = element(aws_subnet.public[*].id, count.index)
  route_table_id = element(aws_route_table.public[*].id, var.create_multiple_public_route_tables ? count.index : 0)
}

resource "aws_route_table_association" "private" {
  count = local.private_count

  subnet_id      = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table_association" "intra" {
  count = local.intra_count

  subnet_id      = element(aws_subnet.intra[*].id, count.index)
  route_table_id = element(aws_route_table.intra[*].id, var.create_multiple_intra_route_tables ? count.index : 0)
}

resource "aws_route_table_association" "database" {
  count = local.database_count

  subnet_id      = element(aws_subnet.database[*].id, count.index)
  route_table_id = local.database_tables > 0 ? element(aws_route_table.database[*].id, local.is_one_database_table ? 0 : count.index) : element(aws_route_table.private[*].id, count.index)
}

resource "aws_route_table_association" "elasticache" {
  count = local.elasticache_count

  subnet_id      = element(aws_subnet.elasticache[*].id, count.index)
  route_table_id = length(aws_route_table.elasticache) > 0 ? aws_route_table.elasticache[0].id : element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table_association" "redshift" {
  count = var.enable_public_redshift ? 0 : local.redshift_count

  subnet_id      = element(aws_subnet.redshift[*].id, count.index)
  route_table_id = length(aws_route_table.redshift) > 0 ? aws_route_table.redshift[0].id : element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table_association" "redshift_public" {
  count = var.enable_public_redshift ? local.redshift_count : 0

  subnet_id      = element(aws_subnet.redshift[*].id, count.index)
  route_table_id = length(aws_route_table.redshift) > 0 ? aws_route_table.redshift[0].id : element(aws_route_table.public[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table_association" "outpost" {
  count = local.outpost_count

  subnet_id      = element(aws_subnet.outpost[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route" "public_internet_gateway" {
  count = local.has_gateway ? local.public_tables : 0

  route_table_id         = aws_route_table.public[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route" "public_internet_gateway_ipv6" {
  count = local.has_gateway && var.enable_ipv6 ? local.public_tables : 0

  route_table_id              = aws_route_table.public[count.index].id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.this[0].id
}

resource "aws_route" "private_nat_gateway" {
  count = var.create_private_nat_gateway_route ? local.nat_count : 0

  route_table_id         = element(aws_route_table.private[*].id, count.index)
  destination_cidr_block = var.nat_gateway_destination_cidr_block
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "private_ipv6_egress" {
  count = local.has_ipv6 && var.create_egress_only_igw && local.private_count > 0 ? local.wanted_nat : 0

  route_table_id              = element(aws_route_table.private[*].id, count.index)
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.this[0].id
}

resource "aws_route" "database_internet_gateway" {
  count = local.makes_database_table && var.create_igw && var.create_database_internet_gateway_route && !var.create_database_nat_gateway_route ? 1 : 0

  route_table_id         = aws_route_table.database[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route" "database_nat_gateway" {
  count = local.makes_database_table && !var.create_database_internet_gateway_route && var.create_database_nat_gateway_route && var.enable_nat_gateway ? local.database_tables : 0

  route_table_id         = element(aws_route_table.database[*].id, count.index)
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "database_ipv6_egress" {
  count = local.makes_database_table && local.has_ipv6 && var.create_egress_only_igw && var.create_database_internet_gateway_route ? 1 : 0

  route_table_id              = aws_route_table.database[0].id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.this[0].id
}

resource "aws_eip" "nat" {
  count = var.reuse_nat_ips ? 0 : local.nat_count

  domain = "vpc"
}

resource "aws_nat_gateway" "this" {
  count = local.nat_count

  allocation_id = element(var.reuse_nat_ips ? var.external_nat_ip_ids : aws_eip.nat[*].id, var.single_nat_gateway ? 0 : count.index)
  subnet_id     = element(aws_subnet.public[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_vpn_gateway_route_propagation" "public" {
  count = local.has_vpn && var.propagate_public_route_tables_vgw ? 1 : 0

  route_table_id = element(aws_route_table.public[*].id, count.index)
  vpn_gateway_id = element(concat(aws_vpn_gateway.this[*].id, aws_vpn_gateway_attachment.this[*].vpn_gateway_id), count.index)
}

resource "aws_vpn_gateway_route_propagation" "private" {
  count = local.has_vpn && var.propagate_private_route_tables_vgw ? local.private_count : 0

  route_table_id = element(aws_route_table.private[*].id, count.index)
  vpn_gateway_id = element(concat(aws_vpn_gateway.this[*].id, aws_vpn_gateway_attachment.this[*].vpn_gateway_id), count.index)
}

resource "aws_vpn_gateway_route_propagation" "intra" {
  count = local.has_vpn && var.propagate_intra_route_tables_vgw ? local.intra_count : 0

  route_table_id = element(aws_route_table.intra[*].id, count.index)
  vpn_gateway_id = element(concat(aws_vpn_gateway.this[*].id, aws_vpn_gateway_attachment.this[*].vpn_gateway_id), count.index)
}

resource "aws_default_security_group" "this" {
  count = var.create_vpc && var.manage_default_security_group ? 1 : 0

  vpc_id = aws_vpc.this[0].id

  dynamic "ingress" {
    for_each = var.default_security_group_ingress == null ? [] : var.default_security_group_ingress

    content {
      self             = lookup(ingress.value, "self", null)
      cidr_blocks      = compact(split(",", lookup(ingress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(ingress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(ingress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(ingress.value, "security_groups", "")))
      from_port        = lookup(ingress.value, "from_port", 0)
      to_port          = lookup(ingress.value, "to_port", 0)
      protocol         = lookup(ingress.value, "protocol", "-1")
    }
  }

  dynamic "egress" {
    for_each = var.default_security_group_egress == null ? [] : var.default_security_group_egress

    content {
      self             = lookup(egress.value, "self", null)
      cidr_blocks      = compact(split(",", lookup(egress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(egress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(egress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(egress.value, "security_groups", "")))
      from_port        = lookup(egress.value, "from_port", 0)
      to_port          = lookup(egress.value, "to_port", 0)
      protocol         = lookup(egress.value, "protocol", "-1")
    }
  }
}

resource "aws_default_route_table" "default" {
  count = var.create_vpc && var.manage_default_route_table ? 1 : 0

  default_route_table_id = aws_vpc.this[0].default_route_table_id
  route                  = length(var.default_route_table_routes) == 0 ? [] : var.not_modelled
}

locals {
  flow_log_to_logs = var.create_vpc && var.enable_flow_log && var.flow_log_destination_type != "s3"
  makes_log_group  = local.flow_log_to_logs && var.create_flow_log_cloudwatch_log_group
  makes_log_role   = local.flow_log_to_logs && var.create_flow_log_cloudwatch_iam_role
  log_group_suffix = var.flow_log_cloudwatch_log_group_name_suffix == "" ? local.vpc_id : var.flow_log_cloudwatch_log_group_name_suffix
}

resource "aws_cloudwatch_log_group" "flow_log" {
  count = local.makes_log_group ? 1 : 0

  name              = "${var.flow_log_cloudwatch_log_group_name_prefix}${local.log_group_suffix}"
  retention_in_days = var.flow_log_cloudwatch_log_group_retention_in_days
  kms_key_id        = var.flow_log_cloudwatch_log_group_kms_key_id
}

resource "aws_iam_role" "vpc_flow_log_cloudwatch" {
  count = local.makes_log_role ? 1 : 0

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
    }]
  })
}

resource "aws_flow_log" "this" {
  count = var.create_vpc && var.enable_flow_log ? 1 : 0

  vpc_id               = local.vpc_id
  traffic_type         = var.flow_log_traffic_type
  log_destination_type = var.flow_log_destination_type
  log_destination      = local.makes_log_group ? aws_cloudwatch_log_group.flow_log[0].arn : var.flow_log_destination_arn
  iam_role_arn         = local.makes_log_role ? aws_iam_role.vpc_flow_log_cloudwatch[0].arn : var.flow_log_cloudwatch_iam_role_arn
}

output "vpc_id" {
  value = local.vpc_id
}

output "vpc_arn" {
  value = one(aws_vpc.this[*].arn)
}

output "vpc_cidr_block" {
  value = one(aws_vpc.this[*].cidr_block)
}

output "default_security_group_id" {
  value = one(aws_vpc.this[*].default_security_group_id)
}

output "default_network_acl_id" {
  value = one(aws_vpc.this[*].default_network_acl_id)
}

output "default_route_table_id" {
  value = one(aws_vpc.this[*].default_route_table_id)
}

output "vpc_main_route_table_id" {
  value = one(aws_vpc.this[*].main_route_table_id)
}

output "vpc_enable_dns_support" {
  value = one(aws_vpc.this[*].enable_dns_support)
}

output "vpc_enable_dns_hostnames" {
  value = one(aws_vpc.this[*].enable_dns_hostnames)
}

output "vpc_ipv6_cidr_block" {
  value = one(aws_vpc.this[*].ipv6_cidr_block)
}

output "vpc_owner_id" {
  value = one(aws_vpc.this[*].owner_id)
}

output "vpc_secondary_cidr_blocks" {
  value = aws_vpc_ipv4_cidr_block_association.this[*].cidr_block
}

output "igw_id" {
  value = one(aws_internet_gateway.this[*].id)
}

output "igw_arn" {
  value = one(aws_internet_gateway.this[*].arn)
}

output "egress_only_internet_gateway_id" {
  value = one(aws_egress_only_internet_gateway.this[*].id)
}

output "nat_ids" {
  value = aws_eip.nat[*].id
}

output "natgw_ids" {
  value = aws_nat_gateway.this[*].id
}

output "vgw_id" {
  value = one(concat(aws_vpn_gateway.this[*].id, aws_vpn_gateway_attachment.this[*].vpn_gateway_id))
}

output "vpc_flow_log_id" {
  value = one(aws_flow_log.this[*].id)
}

output "vpc_flow_log_destination_type" {
  value = var.flow_log_destination_type
}

output "azs" {
  value = var.azs
}

output "name" {
  value = var.name
}

output "public_subnets" {
  value = aws_subnet.public[*].id
}

output "public_subnet_arns" {
  value = aws_subnet.public[*].arn
}

output "public_subnet_objects" {
  value = aws_subnet.public
}

output "public_subnets_cidr_blocks" {
  value = aws_subnet.public[*].cidr_block
}

output "public_network_acl_id" {
  value = one(aws_network_acl.public[*].id)
}

output "public_route_table_association_ids" {
  value = aws_route_table_association.public[*].id
}

output "private_subnets" {
  value = aws_subnet.private[*].id
}

output "private_subnet_arns" {
  value = aws_subnet.private[*].arn
}

output "private_subnet_objects" {
  value = aws_subnet.private
}

output "private_subnets_cidr_blocks" {
  value = aws_subnet.private[*].cidr_block
}

output "private_network_acl_id" {
  value = one(aws_network_acl.private[*].id)
}

output "private_route_table_association_ids" {
  value = aws_route_table_association.private[*].id
}

output "database_subnets" {
  value = aws_subnet.database[*].id
}

output "database_subnet_arns" {
  value = aws_subnet.database[*].arn
}

output "database_subnet_objects" {
  value = aws_subnet.database
}

output "database_subnets_cidr_blocks" {
  value = aws_subnet.database[*].cidr_block
}

output "database_network_acl_id" {
  value = one(aws_network_acl.database[*].id)
}

output "database_route_table_association_ids" {
  value = aws_route_table_association.database[*].id
}

output "elasticache_subnets" {
  value = aws_subnet.elasticache[*].id
}

output "elasticache_subnet_arns" {
  value = aws_subnet.elasticache[*].arn
}

output "elasticache_subnet_objects" {
  value = aws_subnet.elasticache
}

output "elasticache_subnets_cidr_blocks" {
  value = aws_subnet.elasticache[*].cidr_block
}

output "elasticache_network_acl_id" {
  value = one(aws_network_acl.elasticache[*].id)
}

output "elasticache_route_table_association_ids" {
  value = aws_route_table_association.elasticache[*].id
}

output "redshift_subnets" {
  value = aws_subnet.redshift[*].id
}

output "redshift_subnet_arns" {
  value = aws_subnet.redshift[*].arn
}

output "redshift_subnet_objects" {
  value = aws_subnet.redshift
}

output "redshift_subnets_cidr_blocks" {
  value = aws_subnet.redshift[*].cidr_block
}

output "redshift_network_acl_id" {
  value = one(aws_network_acl.redshift[*].id)
}

output "redshift_route_table_association_ids" {
  value = aws_route_table_association.redshift[*].id
}

output "intra_subnets" {
  value = aws_subnet.intra[*].id
}

output "intra_subnet_arns" {
  value = aws_subnet.intra[*].arn
}

output "intra_subnet_objects" {
  value = aws_subnet.intra
}

output "intra_subnets_cidr_blocks" {
  value = aws_subnet.intra[*].cidr_block
}

output "intra_network_acl_id" {
  value = one(aws_network_acl.intra[*].id)
}

output "intra_route_table_association_ids" {
  value = aws_route_table_association.intra[*].id
}

output "outpost_subnets" {
  value = aws_subnet.outpost[*].id
}

output "outpost_subnet_arns" {
  value = aws_subnet.outpost[*].arn
}

output "outpost_subnet_objects" {
  value = aws_subnet.outpost
}

output "outpost_subnets_cidr_blocks" {
  value = aws_subnet.outpost[*].cidr_block
}

output "outpost_network_acl_id" {
  value = one(aws_network_acl.outpost[*].id)
}

output "public_route_table_ids" {
  value = aws_route_table.public[*].id
}

output "private_route_table_ids" {
  value = aws_route_table.private[*].id
}

output "intra_route_table_ids" {
  value = aws_route_table.intra[*].id
}

output "database_route_table_ids" {
  value = length(aws_route_table.database) > 0 ? aws_route_table.database[*].id : aws_route_table.private[*].id
}

output "elasticache_route_table_ids" {
  value = length(aws_route_table.elasticache) > 0 ? aws_route_table.elasticache[*].id : aws_route_table.private[*].id
}

output "redshift_route_table_ids" {
  value = length(aws_route_table.redshift) > 0 ? aws_route_table.redshift[*].id : var.enable_public_redshift ? aws_route_table.public[*].id : aws_route_table.private[*].id
}
