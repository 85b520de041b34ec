"""What can go wrong in the classifier; every message ends with what to do about it."""


class ClassifierError(Exception):
    """Anything the classifier refuses, in a sentence with the mend."""


class CorpusError(ClassifierError):
    """Examples that can't be learnt from or measured on."""


class LabelsError(ClassifierError):
    """A file of labels that doesn't hold together."""


class ModelError(ClassifierError):
    """A model that can't be used here."""


class DamagedModel(ModelError):
    """A model file that is incomplete or was changed."""


class OldModel(ModelError):
    """A model file that another version of this program wrote."""


class MissingEncoder(ModelError):
    """A sentence encoder that is needed and not installed."""


class NoModel(ModelError):
    """A model directory in which nothing was promoted yet."""
