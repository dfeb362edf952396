# The names of the document itself.
locals {
  names = {
    for name in [
      "command", "cpu", "dependsOn", "disableNetworking", "dockerLabels", "environment", "environmentFiles", "essential",
      "firelensConfiguration", "healthCheck", "hostname", "image", "interactive", "linuxParameters", "logConfiguration",
      "memory", "memoryReservation", "mountPoints", "portMappings", "privileged", "pseudoTerminal",
      "readonlyRootFilesystem", "repositoryCredentials", "resourceRequirements", "secrets", "startTimeout", "stopTimeout",
      "systemControls", "ulimits", "user", "versionConsistency", "volumesFrom", "workingDirectory",
    ] : name => name
  }
  defaults = {
    readonlyRootFilesystem = true
  }
  retention = 14
}
