"""An app whose event type lacks an upcast, for processes that must refuse to start with it."""
