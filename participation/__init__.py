"""What civil society says, and what government answers."""
