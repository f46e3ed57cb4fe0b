"""Workflow: steps, consequences, handover, history, permissions by area and retention."""
