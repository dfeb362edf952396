output "cluster_name" {
  description = "Name of the cluster."
  value       = module.ecs.cluster_name
}

output "service_names" {
  description = "Names of the services, for their alarms and the pipeline."
  value       = module.ecs.service_names
}

output "security_group_ids" {
  description = "Groups of the tasks by service, for whatever the tasks must reach."
  value       = module.ecs.security_group_ids
}

output "image_digests" {
  description = "What was deployed last. Pass it again to plan anything but a new image."
  value       = var.image_digests
}
