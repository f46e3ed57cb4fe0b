"""Editors' texts show pictures, videos and frames of this site, and of hosts that the settings name."""
