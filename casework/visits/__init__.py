"""Asking at the door (问事): what members hear on visits and at talks goes the road of everything else."""
