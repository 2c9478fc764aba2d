"""Words, numerals, units and dates of the languages that reports and users speak; lists are TOML with their source."""
