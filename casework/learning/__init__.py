"""What the desk teaches its classifier: corrections, confirmed cases, and what to ask about next."""
