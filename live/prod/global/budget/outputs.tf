output "name" {
  description = "Name of the budget."
  value       = module.budget.name
}
