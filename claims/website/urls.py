"""The readers' addresses."""

from django.urls import path

from claims.website import atom, freshness, views

app_name = "website"

urlpatterns = [
    path("", freshness.kept_fresh(views.home), name="home"),
    path("claims/<slug:slug>/", freshness.kept_fresh(views.claim), name="claim"),
    path("claimants/<slug:slug>/", freshness.kept_fresh(views.claimant), name="claimant"),
    path("stories/<slug:slug>/", freshness.kept_fresh(views.story), name="story"),
    path("topics/<slug:slug>/", freshness.kept_fresh(views.topic), name="topic"),
    path("topics/<slug:slug>/claims.atom", freshness.kept_fresh(atom.ChangesOfTopic()), name="topic_atom"),
    path("pictures/<uuid:public_id>", views.picture, name="picture"),
    path("corrections/", freshness.kept_fresh(views.corrections), name="corrections"),
    path("methodology/", freshness.kept_fresh(views.methodology), name="methodology"),
    path("claims.atom", freshness.kept_fresh(atom.NewestChanges()), name="atom"),
]
