"""What an append, a fold and a rebuild cost, beside what others charge for less: `manage.py bench log`.

Only ratios taken in one run count: every round measures every contender once, for a slice of a second, in
an order drawn anew, so that a busy machine slows all of them alike. Its event types and tables exist only in
the process that measures; nothing outside this package imports it.
"""
