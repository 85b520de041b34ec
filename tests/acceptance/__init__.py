"""Stories told through the public door: a phone writes, the desk acts, phones show what came of it."""
