"""Messages of ECF 5: what we send a court, and what a court sends back."""
