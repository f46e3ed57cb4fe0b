"""Who is who: accounts, cookies, sessions, attempts to guess passwords, the log-in provider."""
