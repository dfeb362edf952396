variable "port_mappings" { default = [] }
