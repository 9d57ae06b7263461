"""What the log survives: real processes, a real database of each test's own, one fault, one verdict.

A test sets a `scene` (scene.py): it starts writers (writer.py) that note outside the database what they
asked for and what they were answered (notes.py), does its worst, and lets a fresh process (examiner.py)
hold the log against the notes (invariants.py). The run ends with a table of all scenes (summary.py).
"""
