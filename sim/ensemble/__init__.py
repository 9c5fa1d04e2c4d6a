"""Many runs of one case: which inputs, in which processes, into which table."""
