"""How the web server shares its threads: nobody outside may hold so many that staff cannot withdraw something.

Knows gunicorn and sockets, and nothing of Django but the settings.
"""
