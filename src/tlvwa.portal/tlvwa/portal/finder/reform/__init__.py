"""What a reform of areas does to the rules: what it touches, what is carried over, what is lost."""
