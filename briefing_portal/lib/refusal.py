"""What a rule says to a person when it refuses."""


class Refusal(Exception):
    """Carry one Vietnamese sentence for the person whose step was refused."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence that is shown as it stands."""
        super().__init__(sentence)
        self.sentence = sentence
