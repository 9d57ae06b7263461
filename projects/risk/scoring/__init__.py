"""Forecasts held against what came: scores, and the record of many. Pure."""
