"""Set-up of sites: default profile, starter content, demo content and new sites."""
