# Names with underscores, and a user of its own.
locals {
  names = {
    command                  = "command"
    cpu                      = "cpu"
    dependencies             = "dependsOn"
    disable_networking       = "disableNetworking"
    docker_labels            = "dockerLabels"
    entrypoint               = "entryPoint"
    environment              = "environment"
    environment_files        = "environmentFiles"
    essential                = "essential"
    firelens_configuration   = "firelensConfiguration"
    health_check             = "healthCheck"
    hostname                 = "hostname"
    image                    = "image"
    interactive              = "interactive"
    linux_parameters         = "linuxParameters"
    log_configuration        = "logConfiguration"
    memory                   = "memory"
    memory_reservation       = "memoryReservation"
    mount_points             = "mountPoints"
    port_mappings            = "portMappings"
    privileged               = "privileged"
    pseudo_terminal          = "pseudoTerminal"
    readonly_root_filesystem = "readonlyRootFilesystem"
    repository_credentials   = "repositoryCredentials"
    resource_requirements    = "resourceRequirements"
    secrets                  = "secrets"
    start_timeout            = "startTimeout"
    stop_timeout             = "stopTimeout"
    system_controls          = "systemControls"
    ulimits                  = "ulimits"
    user                     = "user"
    volumes_from             = "volumesFrom"
    working_directory        = "workingDirectory"
  }
  defaults = {
    readonlyRootFilesystem = true
    user                   = "0"
  }
  retention = 14
}
