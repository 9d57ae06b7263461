"""Orders against the days on which the schedule needs them."""
