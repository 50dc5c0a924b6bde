"""Celery: carries ids of jobs to workers. What it loses, the sweeper finds in the database."""
