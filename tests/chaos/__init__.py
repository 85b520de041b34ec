"""The desk as a process that is killed: nothing lost, nothing doubled but what was in flight."""
