"""What a new site begins with, before editors make it theirs."""
