output "alb_arn_suffix" {
  description = "The load balancer as CloudWatch's LoadBalancer dimension names it (app/…)."
  value       = aws_lb.this.arn_suffix
}

output "target_group_arn" {
  description = "Target group in which the service registers its tasks."
  value       = aws_lb_target_group.tasks.arn
}

output "target_group_arn_suffix" {
  description = "The target group as CloudWatch's TargetGroup dimension names it (targetgroup/…)."
  value       = aws_lb_target_group.tasks.arn_suffix
}

output "security_group_id" {
  description = "Group of the load balancer; the tasks let in nothing else."
  value       = aws_security_group.this.id
}

output "dns_name" {
  description = "Name under which the service answers, and the target of a DNS alias."
  value       = aws_lb.this.dns_name
}
