"""Read every file of weights once, so that a damaged one is found before the first article comes."""

from claims.analysis import glossary, lexical_model, linear_stance, pair_stance, wordpiece
from claims.analysis.glossary import GlossaryDamaged
from claims.analysis.lexical_model import DamagedWeights


def what_is_damaged() -> str:
    """One sentence that names the first file that cannot be read, "" when all can."""
    try:
        lexical_model.load_model()
        wordpiece.vocabulary()
        linear_stance.load_lines()
        pair_stance.load_pair_model()
        for _ in glossary.read(glossary.GLOSSARY_FILE):
            pass
    except (DamagedWeights, GlossaryDamaged) as reason:
        return str(reason)
    return ""
