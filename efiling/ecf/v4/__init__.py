"""Messages of ECF 4: what we send a court, and what a court sends back."""
