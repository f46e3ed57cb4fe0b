"""Work list: what is missing, contradictory, old or broken in the directory, the worst first."""
