variable "container_memory" { default = null }
variable "container_memory_reservation" { default = null }
variable "container_cpu" { default = 0 }
variable "start_timeout" { default = null }
variable "stop_timeout" { default = null }
