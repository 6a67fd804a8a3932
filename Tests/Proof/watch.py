"""Who looks at a fault from outside."""
from kit import *


class Watch:
    """A gateway and the desk's terminal, who see a fault from outside."""

    def __init__(self, daemon, name):
        self.daemon, self.name, self.count = daemon, name, 0
        self.gateway, self.terminal = daemon.client(), daemon.terminal()
        self.told = {}

    def call(self):
        """One call: it is answered, and its page comes whatever storage does."""
        self.count += 1
        request = f"{self.name}-{self.count}"
        reply = self.gateway.raise_(request)
        self.told[request] = reply["alert"]
        self.terminal.event("page", alert=reply["alert"])
        return reply

    def health(self):
        return self.gateway.health()["status"]

    def call_unstored(self):
        reply = self.call()
        check(reply["durable"] is False, "durable without a disk:", reply)
        check(self.health() == "critical", "health is", self.health(), "without a disk")
        return reply

    def ends_well(self):
        """The fault has ended: all that was owed is stored, and outlives a kill."""
        self.daemon.recovers()
        check(self.call()["durable"] is True, "not durable after the fault")
        self.daemon.restart()
        self.outlived()

    def outlived(self):
        client = self.daemon.client()
        for request, alert in self.told.items():
            reply = client.raise_(request)
            check(reply["duplicate"] and reply["alert"] == alert, request, "is", reply)
        self.daemon.verify()

    def is_back(self):
        """After a restart: the terminal has every open alert before it."""
        self.gateway, self.terminal = self.daemon.client(), self.daemon.terminal()
        waiting = set(self.told.values())
        while waiting:
            waiting.discard(self.terminal.event("page")["alert"])

    def close_all(self):
        for alert in self.told.values():
            self.gateway.ask("alert.resolve", alert=alert, officer="o3", outcome="attended")


def serves(daemon):
    try:
        return Client(daemon.socket, 1).ask("version").get("ok")
    except Lost:
        return False
