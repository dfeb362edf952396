locals {
  name = "shopping-cart-${var.environment}"
}

module "vpc" {
  source = "../../../../modules/aws/vpc"

  name                     = local.name
  cidr_block               = var.cidr_block
  availability_zones       = var.availability_zones
  single_nat_gateway       = var.single_nat_gateway
  interface_endpoints      = var.interface_endpoints
  flow_log_retention_days  = var.flow_log_retention_days
  permissions_boundary_arn = "arn:aws:iam::${var.account_id}:policy/${local.name}-workload-boundary"
}
