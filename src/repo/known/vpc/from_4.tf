variable "map_public_ip_on_launch" { default = false }
variable "enable_dns_hostnames" { default = true }
variable "manage_default_security_group" { default = true }
variable "manage_default_route_table" { default = true }
variable "manage_default_network_acl" { default = true }
