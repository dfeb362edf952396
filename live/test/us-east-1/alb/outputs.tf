output "alb_arn_suffix" {
  description = "The load balancer as CloudWatch names it."
  value       = module.alb.alb_arn_suffix
}

output "target_group_arn" {
  description = "Target group in which the service registers its tasks."
  value       = module.alb.target_group_arn
}

output "target_group_arn_suffix" {
  description = "The target group as CloudWatch names it."
  value       = module.alb.target_group_arn_suffix
}

output "security_group_id" {
  description = "Group of the load balancer."
  value       = module.alb.security_group_id
}

output "dns_name" {
  description = "Name under which the service answers, for the smoke test and the DNS alias."
  value       = module.alb.dns_name
}
