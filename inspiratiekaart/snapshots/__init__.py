"""What a shared address shows, as whole pages that need no session; and the same as files.

A page is made from a ``Share`` and its edition alone, so any server makes the same one.
"""
