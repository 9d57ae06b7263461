from eventlog.events import Event, event_type


@event_type("unreadable.noted", schema=2)
class Noted(Event):
    text: str
