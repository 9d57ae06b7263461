"""What a schedule is worth: the DCMA's 14 points, GAO's ten practices, and the gate. Pure."""
