variable "port_mappings" { default = [{ containerPort = 80, hostPort = 80, protocol = "tcp" }] }
