# Stands for cloudposse/ecs-container-definition/aws: what its versions from 0.21 on make.

variable "container_name" {}
variable "container_image" {}
variable "container_memory" {}
variable "container_memory_reservation" {}
variable "container_definition" { default = {} }
variable "port_mappings" {}
variable "healthcheck" { default = null }
variable "container_cpu" {}
variable "essential" { default = true }
variable "entrypoint" { default = null }
variable "command" { default = null }
variable "working_directory" { default = null }
variable "environment" { default = null }
variable "extra_hosts" { default = null }
variable "map_environment" { default = null }
variable "map_secrets" { default = null }
variable "environment_files" { default = null }
variable "secrets" { default = null }
variable "readonly_root_filesystem" { default = false }
variable "linux_parameters" { default = null }
variable "log_configuration" { default = null }
variable "firelens_configuration" { default = null }
variable "mount_points" { default = null }
variable "dns_servers" { default = null }
variable "dns_search_domains" { default = null }
variable "ulimits" { default = null }
variable "repository_credentials" { default = null }
variable "volumes_from" { default = null }
variable "links" { default = null }
variable "user" { default = null }
variable "container_depends_on" { default = null }
variable "docker_labels" { default = null }
variable "start_timeout" {}
variable "stop_timeout" {}
variable "privileged" { default = null }
variable "system_controls" { default = null }
variable "hostname" { default = null }
variable "disable_networking" { default = null }
variable "interactive" { default = null }
variable "pseudo_terminal" { default = null }
variable "docker_security_options" { default = null }
variable "resource_requirements" { default = null }
variable "restart_policy" { default = null }
variable "version_consistency" { default = null }

locals {
  all = {
    name                   = var.container_name
    image                  = var.container_image
    essential              = var.essential
    entryPoint             = var.entrypoint
    command                = var.command
    workingDirectory       = var.working_directory
    readonlyRootFilesystem = var.readonly_root_filesystem
    mountPoints            = var.mount_points
    dnsServers             = var.dns_servers
    dnsSearchDomains       = var.dns_search_domains
    ulimits                = var.ulimits
    repositoryCredentials  = var.repository_credentials
    links                  = var.links
    volumesFrom            = var.volumes_from
    user                   = var.firelens_configuration != null ? "0" : var.user
    dependsOn              = var.container_depends_on
    privileged             = var.privileged
    portMappings           = var.port_mappings
    healthCheck            = var.healthcheck
    firelensConfiguration  = var.firelens_configuration
    linuxParameters        = var.linux_parameters
    logConfiguration       = var.log_configuration
    memory                 = var.container_memory
    memoryReservation      = var.container_memory_reservation
    cpu                    = var.container_cpu
    environment            = var.map_environment != null ? [for name, value in var.map_environment : { name = name, value = value }] : var.environment
    environmentFiles       = var.environment_files
    secrets                = var.map_secrets != null ? [for name, value in var.map_secrets : { name = name, valueFrom = value }] : var.secrets
    dockerLabels           = var.docker_labels
    startTimeout           = var.start_timeout
    stopTimeout            = var.stop_timeout
    systemControls         = var.system_controls
    extraHosts             = var.extra_hosts
    hostname               = var.hostname
    disableNetworking      = var.disable_networking
    interactive            = var.interactive
    pseudoTerminal         = var.pseudo_terminal
    dockerSecurityOptions  = var.docker_security_options
    resourceRequirements   = var.resource_requirements
    restartPolicy          = var.restart_policy
    versionConsistency     = var.version_consistency
  }

  # What overrides the rest has only entries that are given; the module drops those that are null.
  container = merge({ for key, value in local.all : key => value if value != null }, var.container_definition)
}

output "json" {
  value = jsonencode([local.container])
}

output "json_map" {
  value = jsonencode(local.container)
}

output "json_map_encoded_list" {
  value = jsonencode([local.container])
}

output "json_map_encoded" {
  value = jsonencode(local.container)
}

output "json_map_object" {
  value = local.container
}

output "sensitive_json_map_encoded_list" {
  value     = jsonencode([local.container])
  sensitive = true
}

output "sensitive_json_map_encoded" {
  value     = jsonencode(local.container)
  sensitive = true
}

output "sensitive_json_map_object" {
  value     = local.container
  sensitive = true
}
