"""Accuracy on rendered people: run by hand, never part of the tests."""
