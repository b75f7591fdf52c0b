"""A message waits until the mail server is back."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from celery.exceptions import Retry
from django.core.mail import EmailMessage

from tenants.kit import tasks
from tenants.kit.letters import Letter, post
from tests.tenants.jobs.work import without_a_queue

LETTER = {"to": "lena@example.nl", "subject": "Bericht", "text": "Beste Lena"}


def test_a_worker_tries_again_until_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    send = Mock(side_effect=[ConnectionRefusedError, TimeoutError, 1])
    monkeypatch.setattr(tasks, "send_mail", send)
    for _try in range(2):
        with pytest.raises(Retry):
            tasks.send_letter.apply(kwargs=LETTER)
    tasks.send_letter.apply(kwargs=LETTER)
    assert [call.args[0] for call in send.call_args_list] == ["Bericht"] * 3


def test_without_a_queue_it_is_tried_at_once(monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]) -> None:
    without_a_queue(monkeypatch)
    post(Letter(**LETTER))
    assert [message.subject for message in mailoutbox] == ["Bericht"]
