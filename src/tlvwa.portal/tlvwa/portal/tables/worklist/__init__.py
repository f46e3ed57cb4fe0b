"""The work list: what of the directory is missing, contradictory, old or broken, worst first."""
