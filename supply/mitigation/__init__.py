"""What is done against incidents."""
