"""Append-only tables refuse changes; the status of a claim is a copy that only its status changes set."""

from django.db import migrations

from claims.models.claim_guard import GuardClaimStatus
from claims.models.history import ProtectHistory


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_the_house")]

    operations = [
        *(
            ProtectHistory(name)
            for name in (
                "Capture",
                "Decision",
                "FollowUpCheck",
                "JournalEntry",
                "Redaction",
                "Revision",
                "Snapshot",
                "StanceReading",
                "StatusChange",
                "StatusChangeEvidence",
            )
        ),
        GuardClaimStatus(),
    ]
