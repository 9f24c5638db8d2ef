"""A worker tells other workers nothing: what it sent again and again to a Redis that had gone kept it from ending."""

from tracker.celery import app


def test_it_sends_no_heartbeat_and_greets_nobody_whatever_command_started_it() -> None:
    worker = app.WorkController(queues=["fetch"], pool="solo", concurrency=1)
    steps = {step.alias for step in worker.consumer.steps}
    assert "Tasks" in steps
    assert not steps & {"Heart", "Mingle", "Gossip"}
