variable "one" {
  type = object({ name = string, port = optional(number, 80), deep = optional(object({ z = optional(number, 9), l = optional(list(string), ["a"]) }), {}) })
}

variable "text" {
  type     = string
  default  = "d"
  nullable = false
}

variable "all" {
  type = list(object({ name = string, port = optional(number, 80) }))
}

variable "each" {
  type = map(object({ name = string, port = optional(number, 80) }))
}

output "one" {
  value = var.one
}

output "text" {
  value = var.text
}

output "all" {
  value = var.all
}

output "each" {
  value = var.each
}

variable "any" {
  default  = { q = 1 }
  nullable = false
}

output "any" {
  value = var.any
}
