"""What waits for a moderator: reports by members, reviews that rules ask for, appeals."""
