"""The words of the field as frozen values: people, court, case, order, money, documents.

Imports nothing but the standard library.
"""
