# loginbell by Terraform: the packed templates as CloudFormation stacks. Both forms of a template make the same
# (docs/adr/0003); the packed one fits into one API call. Run it from a clone, or copy templates/packed beside it.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

locals {
  # The program of a packed template comes as parameters.
  bell_code = {
    for one in jsondecode(file("${var.templates}/console-login-notification.json")) : one.ParameterKey => one.ParameterValue
  }
  net_code = {
    for one in jsondecode(file("${var.templates}/safety-net.json")) : one.ParameterKey => one.ParameterValue
  }
}

resource "aws_cloudformation_stack" "bell" {
  name          = "loginbell"
  template_body = file("${var.templates}/console-login-notification.yaml")
  capabilities  = ["CAPABILITY_NAMED_IAM"]
  parameters = merge(local.bell_code, {
    ExistingCloudTrailLogGroupName = var.log_group
    Email                          = var.email
    AlarmEmail                     = var.alarm_email
    Events                         = var.events
    QuietSignIns                   = var.quiet_sign_ins
    Language                       = var.language
    TimeZone                       = var.time_zone
    AccountNames                   = join(",", [for id, name in var.account_names : "${id}=${name}"])
    RetentionDays                  = var.retention_days
  })
}

resource "aws_cloudformation_stack" "safety_net" {
  count         = var.safety_net ? 1 : 0
  name          = "loginbell-safety-net"
  template_body = file("${var.templates}/safety-net.yaml")
  capabilities  = ["CAPABILITY_NAMED_IAM"]
  parameters    = local.net_code
  depends_on    = [aws_cloudformation_stack.bell]
}
