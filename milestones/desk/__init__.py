"""The official's desk: pages on which a body says how far its milestones and commitments are."""
