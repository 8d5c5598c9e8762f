"""What is due, and what happened."""
