output "vpc_id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "public_subnet_ids" {
  description = "Public subnets in the order of the zones, for load balancers."
  value       = [for zone in var.availability_zones : aws_subnet.public[zone].id]
}

output "private_subnet_ids" {
  description = "Private subnets in the order of the zones, for tasks."
  value       = [for zone in var.availability_zones : aws_subnet.private[zone].id]
}

output "nat_gateway_ids" {
  description = "NAT gateways by zone, for their alarms."
  value       = { for zone, gateway in aws_nat_gateway.this : zone => gateway.id }
}
