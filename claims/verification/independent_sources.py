"""Count the independent Sources behind a claim, as the public page does (rule 8)."""

from claims.analysis import independence
from claims.analysis.independence import Bearing, Independence
from claims.models import Claim, Derivation, Evidence, StanceReading
from claims.vocabulary import Naming


def count(claim: Claim) -> Independence:
    """Distinct independent Sources behind standing public evidence, through confirmed derivations. Three queries."""
    rows = list(
        Evidence.objects.public()
        .standing()
        .filter(claim=claim, capture__seal=None)
        .exclude(source__naming=Naming.RESTRICTED)
        .select_related("source__merged_into")
    )
    newest = {one.evidence_id: one for one in StanceReading.objects.filter(evidence__in=rows).order_by("number")}
    below = Derivation.objects.below({one.article_id for one in rows if one.article_id}, moment=None)
    return independence.count((_bearing(one, newest.get(one.pk)) for one in rows), [one.rests() for one in below])


def _bearing(evidence: Evidence, reading: StanceReading | None) -> Bearing:
    source = evidence.source and evidence.source.survivor
    stance = reading.stance if reading else ""
    return Bearing(source.pk if source else None, evidence.interest, stance, evidence.article_id)
