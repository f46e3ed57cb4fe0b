"""What every response says to the browser: heads of security and of caching."""
