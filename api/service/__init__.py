"""Service of process: who is served with what a court filed, the proof of it, and what it starts."""
