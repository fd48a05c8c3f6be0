"""What bears on a claim: for, against and in between."""
