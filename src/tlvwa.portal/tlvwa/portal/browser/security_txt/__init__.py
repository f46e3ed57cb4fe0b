"""Whom to tell of a weakness, where people who find one look (RFC 9116)."""
