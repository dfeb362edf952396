variable "map_public_ip_on_launch" { default = true }
variable "enable_dns_hostnames" { default = false }
variable "manage_default_security_group" { default = false }
variable "manage_default_route_table" { default = false }
variable "manage_default_network_acl" { default = false }
