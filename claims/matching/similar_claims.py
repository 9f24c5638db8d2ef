"""Find the claims that read like one, by the words that the database keeps of each."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from django.db.models import Case, Count, FloatField, QuerySet, Sum, Value, When

from claims.analysis import claim_pairs, lexical_model
from claims.analysis.claim_pairs import Pair, PairText
from claims.analysis.lexical_model import Model
from claims.models import Appearance, Claim, ClaimWord
from claims.vocabulary import AppearanceRole

NEAREST = 400  # claims by shared words, before it is asked which of them this person may see
CANDIDATES = 60  # claims compared in full
MOST = 8  # pairs told
# Rows of words that one question goes through: a statement of nothing but frequent words is asked by its rarest.
MOST_ROWS = 12_000
LEAST_ROOTS = 2
# Of each of many texts asked about at once. What is nearly certainly the same shares almost all rare words.
CANDIDATES_EACH = 12
MOST_ROWS_EACH = 2_000


@cache
def model() -> Model:
    """The table of how rare words are: small enough for a web process, which holds no claims in memory."""
    return lexical_model.load_model()


def similar(
    *,
    text: PairText,
    among: "QuerySet[Claim]",
    most: int = MOST,
) -> tuple[Pair, ...]:
    """Claims of `among` that may be the same as, repeat or contradict the text, most alike first.

    `among` is the asker's: Claim.objects.visible_to(user). The text's claim_id (0: not recorded yet) is left out.
    """
    roots = claim_pairs.heaviest_roots(text.statement, text.quotation, model(), most=claim_pairs.ASKED)
    found = _candidates(roots, among.exclude(pk=text.claim_id))
    return claim_pairs.similar(text, texts(found), model=model(), most=most)


def similar_each(
    *, asked: Sequence[PairText], among: "QuerySet[Claim]", most: int = MOST
) -> tuple[tuple[Pair, ...], ...]:
    """For each of the texts what `similar` finds, from fewer candidates: four questions for all of them together."""
    roots = [claim_pairs.heaviest_roots(one.statement, one.quotation, model(), most=claim_pairs.ASKED) for one in asked]
    nearest = _nearest_each(roots)
    wanted = {pk for found in nearest for pk in found}
    seen = among.filter(pk__in=wanted).values_list("pk", flat=True) if wanted else ()
    known = {text.claim_id: text for text in texts(seen)}
    return tuple(
        claim_pairs.similar(one, [known[pk] for pk in found if pk in known], model=model(), most=most)
        for one, found in zip(asked, nearest, strict=True)
    )


def _nearest_each(roots: Sequence[Sequence[str]]) -> list[list[int]]:
    """For each set of roots the claims that share most of them by rarity."""
    counted = dict(
        ClaimWord.objects.filter(root__in={root for each in roots for root in each})
        .values_list("root")
        .annotate(n=Count("pk"))
    )
    kept = [_rarest(each, counted) for each in roots]
    claims_with: dict[str, list[int]] = defaultdict(list)
    met = ClaimWord.objects.filter(root__in={root for each in kept for root in each})
    for root, claim_id in met.values_list("root", "claim_id"):
        claims_with[root].append(claim_id)
    return [_heaviest(each, claims_with) for each in kept]


def _rarest(roots: Iterable[str], counted: dict[str, int]) -> list[str]:
    """The roots that claims have, those of the fewest first, as `_within_bounds`."""
    kept: list[str] = []
    rows = 0
    for root in sorted((one for one in roots if one in counted), key=lambda one: (counted[one], one)):
        rows += counted[root]
        if rows > MOST_ROWS_EACH and len(kept) >= LEAST_ROOTS:
            break
        kept.append(root)
    return kept


def _heaviest(roots: Iterable[str], claims_with: dict[str, list[int]]) -> list[int]:
    weights: dict[int, float] = defaultdict(float)
    for root in roots:
        rarity = model().rarity(root)
        for claim_id in claims_with[root]:
            weights[claim_id] += rarity
    return heapq.nsmallest(CANDIDATES_EACH, weights, key=lambda pk: (-weights[pk], pk))


def texts(claim_ids: Iterable[int]) -> list[PairText]:
    """Each claim as it reads now, with who said it, in the order asked for."""
    wanted = list(dict.fromkeys(claim_ids))
    rows = Claim.objects.in_bulk(wanted)
    voices = _claimants(wanted)
    return [
        PairText(
            claim_id=one.pk,
            statement=one.statement,
            quotation=one.quotation,
            begins=one.speaks_about_from,
            ends=one.speaks_about_until,
            claimants=frozenset(voices[one.pk]),
        )
        for one in (rows[pk] for pk in wanted if pk in rows)
    ]


def _candidates(roots: tuple[str, ...], among: "QuerySet[Claim]") -> list[int]:
    """The claims that share most of these roots by rarity; equals in the order they were recorded."""
    asked = _within_bounds(roots)
    if not asked:
        return []
    weight = Case(*(When(root=root, then=Value(model().rarity(root))) for root in asked), output_field=FloatField())
    met = ClaimWord.objects.filter(root__in=asked).values("claim_id").annotate(met=Sum(weight))
    nearest = [row["claim_id"] for row in met.order_by("-met", "claim_id")[:NEAREST]]
    # Asked afterwards: within the grouping, SQLite would look up every root for every claim there is.
    seen = set(among.filter(pk__in=nearest).values_list("pk", flat=True))
    return [pk for pk in nearest if pk in seen][:CANDIDATES]


def _within_bounds(roots: tuple[str, ...]) -> list[str]:
    """The roots that claims have, those of the fewest claims first, until they stand for enough rows."""
    counted = ClaimWord.objects.filter(root__in=roots).values_list("root").annotate(n=Count("pk")).order_by("n", "root")
    asked: list[str] = []
    rows = 0
    for root, count in counted:
        rows += count
        if rows > MOST_ROWS and len(asked) >= LEAST_ROOTS:
            break
        asked.append(root)
    return asked


def _claimants(claim_ids: list[int]) -> dict[int, set[int]]:
    """Who asserts each claim, a merged claimant as the one it was merged into."""
    said = Appearance.objects.filter(claim__in=claim_ids, withdrawn_at=None).exclude(role=AppearanceRole.DENIED)
    voices: dict[int, set[int]] = defaultdict(set)
    rows = said.exclude(claimant=None).values_list("claim_id", "claimant_id", "claimant__merged_into_id")
    for claim_id, claimant_id, merged_into in rows:
        voices[claim_id].add(merged_into or claimant_id)
    return voices
