output "cluster_name" {
  description = "Name of the cluster, as alarms and deployments ask for it."
  value       = aws_ecs_cluster.this.name
}

output "service_names" {
  description = "Names of the services, for their alarms."
  value       = sort([for service in aws_ecs_service.this : service.name])
}

output "security_group_ids" {
  description = "Groups of the tasks by service, for whatever the tasks must reach, such as a database."
  value       = { for name, group in aws_security_group.tasks : name => group.id }
}
