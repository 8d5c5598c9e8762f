"""What the public and the IRM are told."""
