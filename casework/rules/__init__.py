"""Pure rules: values in, values out. No session, no clock."""
