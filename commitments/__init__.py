"""What was promised, and by whom."""
