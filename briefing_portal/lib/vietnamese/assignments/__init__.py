"""Read a chair's sentence as a task: who, until when, and how many of them. Everything read is a proposal."""

from .addressees import Addressees, Unit, read_addressees
from .due import Due, read_due
from .proposing import Proposal, propose
from .splitting import Split, split

__all__ = ["Addressees", "Due", "Proposal", "Split", "Unit", "propose", "read_addressees", "read_due", "split"]
