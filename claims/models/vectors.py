"""The meaning of a text as an encoder reads it, made once."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextVector(models.Model):
    """One text's vector by one version of one encoder: a signed byte a number. It can be made again at any time."""

    text_sha256 = models.CharField(max_length=64)
    encoder = models.CharField(_("encoder"), max_length=60)
    vector = models.BinaryField()

    class Meta:
        verbose_name = _("vector of a text")
        verbose_name_plural = _("vectors of texts")
        constraints = [
            models.UniqueConstraint(fields=["encoder", "text_sha256"], name="one_vector_per_encoder_and_text")
        ]

    def __str__(self) -> str:
        return f"{self.encoder} {self.text_sha256[:12]}"
