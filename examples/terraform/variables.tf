variable "log_group" {
  description = "Log group, in this region, that a multi-region trail writes to."
  type        = string
}

variable "email" {
  description = "Who is told; empty: you subscribe people to the topic yourself."
  type        = string
  default     = ""
}

variable "alarm_email" {
  description = "A second address, for loginbell's own faults."
  type        = string
  default     = ""
}

variable "events" {
  description = "What rings."
  type        = string
  default     = "ConsoleLogin"
  validation {
    condition     = contains(["ConsoleLogin", "AllSignIns", "AllSignInsAndTampering"], var.events)
    error_message = "Choose ConsoleLogin, AllSignIns or AllSignInsAndTampering."
  }
}

variable "quiet_sign_ins" {
  description = "Ordinary successes that are stored and not told: user/ci-*, role/Deploy*."
  type        = string
  default     = ""
}

variable "language" {
  description = "Language of the mail."
  type        = string
  default     = "en"
  validation {
    condition     = contains(["ja", "en"], var.language)
    error_message = "Choose ja or en."
  }
}

variable "time_zone" {
  description = "IANA time zone of the mail."
  type        = string
  default     = "UTC"
}

variable "account_names" {
  description = "Names shown beside account numbers."
  type        = map(string)
  default     = {}
}

variable "retention_days" {
  description = "Days a sign-in is kept."
  type        = number
  default     = 90
}

variable "safety_net" {
  description = "Also deploy the hourly check."
  type        = bool
  default     = true
}

variable "templates" {
  description = "The folder of the packed templates."
  type        = string
  default     = "../../templates/packed"
}
