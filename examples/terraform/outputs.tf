output "stack_outputs" {
  description = "Names of the topic, the table and the function."
  value       = aws_cloudformation_stack.bell.outputs
}
