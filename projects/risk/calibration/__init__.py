"""How durations turn out, learnt from finished projects, and proved on others. Pure."""
