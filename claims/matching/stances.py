"""Write a suggested stance down in the columns of its suggestion."""

from typing import Any

from claims.analysis.stance import StanceGuess


def columns_of(guess: StanceGuess) -> dict[str, Any]:
    """The whole, the headline and the body apart, the lexicon's language, and the hedges that the headline drops."""
    return {
        "stance": guess.stance,
        "stance_confidence": guess.confidence,
        "stance_cues": list(guess.cues),
        "headline_stance": guess.headline.stance,
        "headline_stance_confidence": guess.headline.confidence,
        "headline_stance_cues": list(guess.headline.cues),
        "body_stance": guess.body.stance,
        "body_stance_confidence": guess.body.confidence,
        "body_stance_cues": list(guess.body.cues),
        "stance_language": guess.language,
        "dropped_hedges": list(guess.hedge_words),
    }
