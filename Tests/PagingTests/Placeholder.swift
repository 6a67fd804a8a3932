// Replaced by the tests themselves.
