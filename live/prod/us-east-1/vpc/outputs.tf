output "vpc_id" {
  description = "Id of the VPC."
  value       = module.vpc.vpc_id
}

output "public_subnet_ids" {
  description = "Public subnets, for the load balancer."
  value       = module.vpc.public_subnet_ids
}

output "private_subnet_ids" {
  description = "Private subnets, for the tasks."
  value       = module.vpc.private_subnet_ids
}

output "nat_gateway_ids" {
  description = "NAT gateways by zone, for their alarms."
  value       = module.vpc.nat_gateway_ids
}
