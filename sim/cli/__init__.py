"""The command line: arguments, printing, and no arithmetic. Each command imports its own."""
