"""What each cause costs, as shares that add up. Pure."""
