"""A real SMTP server on this machine that does what a test tells it."""

import logging
import socket
from asyncio import WriteTransport
from collections.abc import Awaitable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"
logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells of every connection


class Postbox(Controller):
    """Keeps what it takes; answers RCPT and DATA as told. None at the end of DATA: hangs up instead."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.messages: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.offered = 0
        self.at_rcpt = TAKEN
        self.at_data: str | None = TAKEN
        super().__init__(self, hostname="127.0.0.1", port=self.listening.getsockname()[1])

    def _create_server(self) -> Awaitable[Any]:
        return self.loop.create_server(self._factory_invoker, sock=self.listening)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.at_rcpt == TAKEN:
            envelope.rcpt_tos.append(address)
        return self.at_rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.offered += 1
        if self.at_data is None:
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
            return TAKEN
        if self.at_data == TAKEN:
            assert isinstance(envelope.content, bytes)
            self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients += envelope.rcpt_tos
        return self.at_data
