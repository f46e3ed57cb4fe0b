"""What requests ask with: what nobody can read is refused, and what strangers ask of Plone has bounds."""
