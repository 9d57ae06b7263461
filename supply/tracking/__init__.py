"""Where orders stand: dates of their stages, promises and how they drifted, what incidents touch."""
