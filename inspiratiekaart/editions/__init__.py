"""Making editions of the dataset: building it from the official sources and describing it.

The parts ``where``, ``work`` and ``training`` each make their own tables; ``build`` puts them
together and ``datapackage`` describes the result.
"""
