"""The effect of a reform of areas on the records: proposals, changes, and answers lost by them."""
