"""Log-in by a provider of identities: OpenID Connect, with groups mapped to groups of the site."""
