output "text" {
  value = "t"
}
output "list" {
  value = [1]
}
