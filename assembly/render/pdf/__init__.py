"""How a PDF is written: values, objects, the table of where they stand."""
