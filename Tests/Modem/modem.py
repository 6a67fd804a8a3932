#!/usr/bin/env python3
"""A GSM modem on a pseudo-terminal, for tests of smstools: as much of 3GPP TS 27.005 as smsd asks for.

    modem.py LINK

LINK becomes a link to the terminal. Each message sent through it is a line of JSON on standard
output. Lines on standard input steer it:

    text NUMBER WORDS      a message comes in (NUMBER of letters: a sender with a name)
    answer ok|error|none   how it answers the messages sent from now on; none is a modem that hangs
    report none|STATUS     the delivery report it makes of each: TP-Status as a number
    registered yes|no
"""
import json
import os
import pty
import select
import signal
import sys
import time
import tty

GSM = ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
       "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")


def pack(text):
    bits = sum(GSM.index(sign) << 7 * place for place, sign in enumerate(text))
    return bits.to_bytes((7 * len(text) + 7) // 8, "little")


def unpack(data, count):
    bits = int.from_bytes(data, "little")
    return "".join(GSM[bits >> 7 * place & 0x7F] for place in range(count))


def swapped(digits):
    digits += "F" * (len(digits) % 2)
    return bytes.fromhex("".join(digits[i + 1] + digits[i] for i in range(0, len(digits), 2)))


def address(number):
    if number.isdigit():
        return bytes([len(number), 0x91]) + swapped(number)
    name = pack(number.replace("\\n", "\n"))
    return bytes([2 * len(name), 0xD0]) + name


def now():
    return swapped(time.strftime("%y%m%d%H%M%S")) + b"\0"


def deliver(number, text):
    if all(sign in GSM for sign in text):
        coding, count, data = 0, len(text), pack(text)
    else:
        data = text.encode("utf-16-be")
        coding, count = 8, len(data)
    return b"\0\x04" + address(number) + bytes([0, coding]) + now() + bytes([count]) + data


def status_report(reference, number, status):
    return b"\0\x06" + bytes([reference]) + address(number) + now() + now() + bytes([status])


def submitted(pdu):
    """The recipient, the text, and whether a report is asked for."""
    at = 1 + pdu[0]
    first, count = pdu[at], pdu[at + 2]
    digits = pdu[at + 4:at + 4 + (count + 1) // 2]
    number = "".join(f"{octet & 15:x}{octet >> 4:x}" for octet in digits)[:count]
    at += 4 + len(digits) + 1
    coding = pdu[at]
    at += 2 if first >> 3 & 3 == 2 else 1
    length, data = pdu[at], pdu[at + 1:]
    text = data.decode("utf-16-be") if coding & 12 == 8 else unpack(data, length)
    return number, text, bool(first & 0x20)


class Modem:
    def __init__(self):
        self.stored, self.due, self.reference = {}, [], 0
        self.answer, self.report, self.registered = "ok", None, True
        self.echo, self.line, self.takes_pdu = True, "", False

    def store(self, pdu):
        place = next(place for place in range(1, 100) if place not in self.stored)
        self.stored[place] = pdu

    def steer(self, line):
        word, _, rest = line.partition(" ")
        if word == "text":
            number, _, text = rest.partition(" ")
            self.store(deliver(number, text))
        elif word == "answer":
            self.answer = rest
        elif word == "report":
            self.report = None if rest == "none" else int(rest)
        elif word == "registered":
            self.registered = rest == "yes"

    def submit(self, pdu):
        number, text, wants_report = submitted(bytes.fromhex(pdu))
        print(json.dumps({"to": number, "text": text, "answer": self.answer}), flush=True)
        if self.answer == "none":
            return None
        if self.answer == "error":
            return "\r\n+CMS ERROR: 38\r\n"
        self.reference = (self.reference + 1) % 256
        if wants_report and self.report is not None:
            report = status_report(self.reference, number, self.report)
            self.due.append((time.monotonic() + 0.5, report))
        return f"\r\n+CMGS: {self.reference}\r\n\r\nOK\r\n"

    def command(self, line):
        upper = line.strip().upper()
        if not upper.startswith("AT"):
            return "\r\nERROR\r\n" if upper else ""
        if upper.startswith("ATE"):
            self.echo = not upper.startswith("ATE0")
        command = upper[2:]
        if command.startswith("+CMGS="):
            self.takes_pdu = True
            return "\r\n> "
        return self.said(command) + "\r\nOK\r\n"

    def said(self, command):
        used = f"{len(self.stored)},100"
        fixed = {
            "+CPIN?": "+CPIN: READY", "+CREG?": f"+CREG: 0,{1 if self.registered else 2}",
            "+CSQ": "+CSQ: 20,99", "+CIMI": "214010000000001", "+CGSN": "350000000000001",
            "+CPMS?": f'+CPMS: "SM",{used},"SM",{used},"SM",{used}',
        }
        if command in fixed:
            return f"\r\n{fixed[command]}\r\n"
        if command.startswith("+CPMS="):
            return f"\r\n+CPMS: {used},{used},{used}\r\n"
        if command.startswith("+CMGR="):
            return self.listed("+CMGR: 0", {int(command[6:]): ""})
        if command.startswith("+CMGL"):
            return self.listed("+CMGL: {},0", self.stored)
        if command.startswith("+CMGD="):
            self.stored.pop(int(command[6:].split(",")[0]), None)
        return ""

    def listed(self, head, places):
        return "".join(
            f"\r\n{head.format(place)},,{len(self.stored[place]) - 1}\r\n"
            f"{self.stored[place].hex().upper()}\r\n"
            for place in sorted(places) if place in self.stored)

    def take(self, sign):
        """What to write back after one more sign from the computer; None is silence."""
        if self.takes_pdu and sign in "\x1a\x1b":
            pdu, self.line, self.takes_pdu = self.line.strip(), "", False
            return self.submit(pdu) if sign == "\x1a" else "\r\nOK\r\n"
        if not self.takes_pdu and sign in "\r\n":
            line, self.line = self.line, ""
            return (line + "\r" if self.echo and line else "") + self.command(line)
        self.line += sign
        return ""


def main():
    # Whoever starts it from a thread that blocks signals could not end it otherwise.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    modem, (master, slave) = Modem(), pty.openpty()
    tty.setraw(slave)
    os.chmod(os.ttyname(slave), 0o666)
    os.symlink(os.ttyname(slave), sys.argv[1])
    steering = b""
    while True:
        ready, _, _ = select.select([master, 0], [], [], 0.1)
        while modem.due and modem.due[0][0] <= time.monotonic():
            modem.store(modem.due.pop(0)[1])
        if 0 in ready:
            data = os.read(0, 4096)
            if not data:
                return
            *lines, steering = (steering + data).split(b"\n")
            for line in lines:
                modem.steer(line.decode())
        if master in ready:
            for sign in os.read(master, 4096).decode("latin-1"):
                reply = modem.take(sign)
                if reply:
                    os.write(master, reply.encode("latin-1"))


main()
