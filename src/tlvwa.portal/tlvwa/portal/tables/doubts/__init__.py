"""What is doubtful about places and postal codes, for editors."""
