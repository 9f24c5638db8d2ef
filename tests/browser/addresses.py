"""Where every page is that a person opens: the desk's lists and forms, its own pages, and the readers' site."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.urls import URLResolver, get_resolver, resolve, reverse

from claims.models import Affiliation, Claimant, Feed, Outlet, Page, Seal, Source, Story, Suggestion, User
from tests.browser.newsroom import Newsroom

# Files, fragments and answers for scripts, what takes a form only, and other names of pages that are here.
NO_PAGES = frozenset(
    {
        *("admin:article_warc", "admin:capture_content", "admin:feeds_export", "admin:import_left_out"),
        *("admin:autocomplete", "admin:jsi18n", "admin:names", "admin:search", "admin:similar_claims"),
        *("admin:claim_progress", "admin:import_progress", "admin:sitting_beside", "admin:wire_line"),
        *("admin:review_live", "admin:review_live_one", "admin:sitting_save", "admin:review_offer"),
        *("admin:feed_act", "admin:page_act", "admin:person_session", "admin:token_revoke", "admin:unlock"),
        *("admin:login", "admin:logout", "admin:password_change", "admin:password_change_done", "admin:view_on_site"),
        *("session_end", "sessions_end_others", "mfa_download_recovery_codes"),
        *("website:atom", "website:topic_atom", "website:picture", "set_language", "alive", "ready"),
    }
)
# They need a second factor, or a session that is to be confirmed: test_signing_in.py comes to them.
SEEN_WHILE_SIGNING_IN = frozenset(
    {
        *("account_login", "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate"),
        *("mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    }
)
# Of every noun there is the same: a form that nobody gets, and the list as a file.
OF_NO_NOUN = ("_delete", "_csv", "_jsonl")


def lists_and_forms() -> list[str]:
    """The list, the empty form, and the newest row's page and history, of each noun."""
    found = []
    for model in admin.site._registry:
        name = f"admin:claims_{model._meta.model_name}"
        newest = model._default_manager.order_by("-pk")[0]
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        found += [reverse(f"{name}_{page}", args=[newest.pk]) for page in ("change", "history")]
    return found


def own_pages(house: Newsroom) -> list[str]:
    """What the desk has beside lists and forms, and one's account."""
    rows = house.rows
    return [
        *(reverse(f"admin:{name}") for name in PAGES_OF_THE_DESK),
        *_acts_on_claims(rows),
        *_acts_on_other_rows(rows),
        f"{reverse('admin:app_list', args=['claims'])}",
        f"{reverse('admin:claims_claim_changelist')}?q=nothing+like+it",
        f"{reverse('admin:claims_claim_add')}?sitting={rows['sitting'].public_id}",
        reverse("admin:review_one", args=[Suggestion.objects.open().order_by("-score")[0].pk]),
        reverse("admin:pair", args=[rows["pair"].pk]),
        reverse("admin:proposal", args=[rows["proposal"].pk]),
        *(reverse(name) for name in ("mfa_index", "account_change_password", "account_logout")),
    ]


PAGES_OF_THE_DESK = (
    *("index", "review", "pairs", "proposals", "derivations", "quality", "sign_ins", "duplicates", "worklist"),
    *("shift", "mentions", "feeds_import"),
)


def _acts_on_claims(rows: dict[str, Any]) -> Iterator[str]:
    claim = rows["claim"]
    for name in ("appearance", "complaint", "contact", "criterion", "evidence", "look-again", "note"):
        yield reverse(f"admin:claim_{name}", args=[claim.pk])
    for name in ("published-review", "relation", "reviewed", "status", "unpublish"):
        yield reverse(f"admin:claim_{name}", args=[claim.pk])
    yield reverse("admin:claim_publish", args=[rows["unpublished"].pk])
    yield reverse("admin:claim_hold", args=[rows["embargoed"].pk])
    parts = {
        "withdraw-appearance": claim.appearances,
        "withdraw-criterion": claim.criteria,
        "withdraw-evidence": claim.evidence,
        "withdraw-relation": claim.relations,
        "withdraw-review": claim.reviews,
        "withdraw-contact": claim.contact_attempts,
        "contact-answer": claim.contact_attempts,
        "answer-complaint": claim.complaints,
    }
    for name, those in parts.items():
        yield f"{reverse(f'admin:claim_{name}', args=[claim.pk])}?which={those.latest('pk').pk}"
    story = Story.objects.order_by("pk")[0]
    yield reverse("admin:story_settle", args=[story.pk])
    yield f"{reverse('admin:story_settle', args=[story.pk])}?claim={claim.pk}"
    yield reverse("admin:story_note", args=[story.pk])


def _acts_on_other_rows(rows: dict[str, Any]) -> Iterator[str]:
    seal, affiliation, person = Seal.objects.all()[0], Affiliation.objects.all()[0], User.objects.get(username="ada")
    for name in ("anchor", "carry-over", "read-again", "take-back"):
        yield reverse(f"admin:evidence_{name}", args=[rows["lost"].pk])
    for name in ("reveal", "share_seal"):
        yield reverse(f"admin:{name}", args=[seal.public_id])
    for name in ("second-factor", "password", "end-sessions"):
        yield reverse(f"admin:person_{name}", args=[person.pk])
    for noun, model in (("claimant", Claimant), ("outlet", Outlet), ("source", Source)):
        one, other = model.objects.order_by("pk")[:2]
        yield reverse(f"admin:claims_{noun}_merge", args=[one.pk])
        yield f"{reverse(f'admin:claims_{noun}_apart', args=[one.pk])}?from={other.pk}"
        yield reverse(f"admin:claims_{noun}_unmerge", args=[rows[f"merged_{noun}"].pk])
    yield reverse("admin:claims_affiliate", args=[rows["duplicate"].pk])
    for name in ("edit", "withdraw"):
        yield reverse(f"admin:claims_affiliation_{name}", args=[affiliation.pk])
    yield reverse("admin:article_compare", args=[rows["lost"].article_id])
    yield reverse("admin:capture_attach", args=[rows["picture"].pk])
    yield reverse("admin:feed_pauses", args=[Feed.objects.all()[0].pk])
    yield reverse("admin:page_copy", args=[Page.objects.all()[0].pk])
    yield reverse("admin:redact_body", args=[rows["body"].pk])
    yield reverse("admin:redact_seal", args=[seal.pk])
    yield reverse("admin:source_seal", args=[Source.objects.filter(seal=None)[0].pk])


def for_readers(house: Newsroom) -> list[str]:
    """The readers' site, with a time that is asked for."""
    claim, claimant = house.rows["claim"], Claimant.objects.get(name="Jens Stoltenberg")
    page = reverse("website:claim", args=[claim.slug])
    return [
        *(reverse(f"website:{name}") for name in ("home", "corrections", "methodology")),
        page,
        f"{page}?as_of=2022-02-16",
        f"{page}?effective_at=2022-02-16",
        reverse("website:claimant", args=[claimant.slug]),
        reverse("website:story", args=[Story.objects.order_by("pk")[0].slug]),
        reverse("website:topic", args=[house.rows["topic"].slug]),
    ]


def named(addresses: list[str]) -> set[str]:
    return {resolve(address.partition("?")[0]).view_name for address in addresses}


def every_name() -> set[str]:
    """What a page of the desk, of an account or of the readers' site is called."""
    return {name for name in _names(get_resolver()) if not name.endswith(OF_NO_NOUN)}


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if not isinstance(one, URLResolver):
            yield from [f"{space}{one.name}"] if one.name else []
        elif "api/" not in str(one.pattern):
            yield from _names(one, f"{space}{one.namespace}:" if one.namespace else space)
