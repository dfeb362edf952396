output "topic_arn" {
  description = "Topic to which every alarm is sent."
  value       = module.monitoring.topic_arn
}

output "dashboard_name" {
  description = "Name of the dashboard in CloudWatch."
  value       = module.monitoring.dashboard_name
}

output "alarm_names" {
  description = "Every alarm."
  value       = module.monitoring.alarm_names
}
