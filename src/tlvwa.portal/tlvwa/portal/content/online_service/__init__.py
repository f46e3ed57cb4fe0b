"""Online service (Onlinedienst): content type, payload and page."""
