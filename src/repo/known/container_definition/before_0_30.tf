variable "container_memory" { default = 256 }
variable "container_memory_reservation" { default = 128 }
variable "container_cpu" { default = 256 }
variable "start_timeout" { default = 30 }
variable "stop_timeout" { default = 30 }
