"""Reception days (接待日): who receives residents, who comes, and what came of it."""
