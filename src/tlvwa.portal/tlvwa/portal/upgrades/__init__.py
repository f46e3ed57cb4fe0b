"""Upgrade steps: one module a version of the default profile, named after it. See CONTRIBUTING.md."""
