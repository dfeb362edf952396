resource "terraform_data" "o" {
  input = { l = [1, 2], a = "x", b = true, m = { k = "v" }, n = 7 }
}
resource "terraform_data" "c" {
  count = 2
  input = "c${count.index}"
}
resource "terraform_data" "z" {
  count = 0
  input = "z"
}
resource "terraform_data" "f" {
  for_each = toset(["x", "y"])
  input    = each.key
}
resource "terraform_data" "j" {
  input = jsonencode({ a = 1, l = ["p", "q"], m = { k = "v" } })
}

variable "name" {
  type    = string
  default = "web"
}
variable "nul" {
  type    = string
  default = null
}
variable "create" {
  type    = bool
  default = true
}
variable "subnets" {
  type    = list(string)
  default = ["10.0.0.0/24", "10.0.1.0/24"]
}
variable "empty" {
  type    = list(string)
  default = []
}
variable "tags" {
  type    = map(string)
  default = { Env = "dev" }
}
variable "nulltags" {
  type    = map(string)
  default = null
}
variable "any" {
  type    = any
  default = {}
}
variable "anyobj" {
  type    = any
  default = { a = { port = 80, tags = { x = "1" } }, b = { port = "443" } }
}
variable "svc" {
  type = map(object({
    port   = optional(number, 80)
    cidr   = optional(string)
    rules  = optional(list(object({ p = number, d = optional(string, "dd") })), [])
    extra  = optional(map(string), {})
  }))
  default = {
    a = { port = 1, rules = [{ p = 1 }] }
    b = { cidr = "10.0.0.0/8" }
  }
}
variable "lobj" {
  type    = list(object({ name = string, enabled = optional(bool, true), cidr = optional(string) }))
  default = [{ name = "n1" }, { name = "n2", enabled = false, cidr = "10.0.0.0/16" }]
}
variable "secret" {
  type      = string
  default   = "s3cr3t"
  sensitive = true
}
variable "secrets" {
  type      = map(string)
  default   = { u = "p" }
  sensitive = true
}
variable "la" {
  type    = list(any)
  default = []
}
variable "ma" {
  type    = map(any)
  default = {}
}
variable "lma" {
  type    = list(map(any))
  default = []
}
variable "mma" {
  type    = map(map(any))
  default = {}
}
variable "mla" {
  type    = map(list(any))
  default = {}
}
variable "mms" {
  type    = map(map(string))
  default = {}
}
variable "lo" {
  type    = list(object({ name = string }))
  default = []
}
variable "mo" {
  type    = map(object({ name = string }))
  default = {}
}
variable "sets" {
  type    = map(set(string))
  default = {}
}

locals {
  id     = terraform_data.o.id
  later  = terraform_data.o.output
  ids    = terraform_data.c[*].id
  zids   = terraform_data.z[*].id
  fids   = { for k, v in terraform_data.f : k => v.id }
  un     = jsondecode(local.id)
  uj     = jsondecode(terraform_data.j.output)
  uy     = yamldecode(terraform_data.j.output)
  c      = local.id == "x"
  num    = length(local.id)
  lset   = toset(terraform_data.c[*].id)
  mix    = [local.id, "b"]
  mixl   = tolist([local.id, "b"])
  mobj   = { a = local.id, b = "k" }
  mmap   = tomap({ a = local.id, b = "k" })
  ulist  = compact([local.id, ""])
  usplit = split(",", terraform_data.j.output)
  slist  = [for s in var.subnets : sensitive(s)]
  tern   = local.c ? ["a"] : []
  ternm  = local.c ? { a = 1 } : {}
  ternn  = local.c ? "a" : null
  objs   = { for k, v in var.svc : k => merge(v, { id = local.id }) }
}
