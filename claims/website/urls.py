"""The readers' addresses."""

from django.urls import path

from claims.website import atom, views

app_name = "website"

urlpatterns = [
    path("", views.home, name="home"),
    path("claims/<slug:slug>/", views.claim, name="claim"),
    path("claimants/<slug:slug>/", views.claimant, name="claimant"),
    path("stories/<slug:slug>/", views.story, name="story"),
    path("pictures/<uuid:public_id>", views.picture, name="picture"),
    path("corrections/", views.corrections, name="corrections"),
    path("methodology/", views.methodology, name="methodology"),
    path("claims.atom", atom.NewestChanges(), name="atom"),
]
