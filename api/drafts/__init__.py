"""A paper of a packet that an attorney edited in Word: laid out for the court, and compared with what it was."""
