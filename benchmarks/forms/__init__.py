"""Forms: the federal withholding form, stamped, against what others do with the same blank."""
