"""The page of services that other authorities provide."""
