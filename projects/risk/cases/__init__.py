"""Small networks with answers known beforehand, read from files and simulated. Pure."""
