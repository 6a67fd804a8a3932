#!/usr/bin/env python3
"""One call of the emergency line: raises the alert, and rings officers until one has taken it.

usage: gateway.py SOCKET CALL-ID CALLER RING-PROGRAM
RING-PROGRAM NUMBER SECONDS rings a telephone and ends with 0 if its officer pressed 1, with 2 if
they pressed 2, and with 1 otherwise. CALLER is empty where the number is withheld."""
import json, socket, subprocess, sys
path, call, caller, ring = sys.argv[1:]
peer = socket.socket(socket.AF_UNIX)
peer.connect(path)
lines = peer.makefile("rw", encoding="utf-8", newline="\n")
def ask(op, **members):
    print(json.dumps({"op": op, **members}), file=lines, flush=True)
    return json.loads(lines.readline())
def answered(leg, status):
    """Tells what became of one telephone; true once the alert is somebody's."""
    if status == 0:
        return ask("alert.acknowledge", alert=alert, officer=leg["officer"], via="call")["ok"]
    if status == 2:
        ask("alert.decline", alert=alert, officer=leg["officer"], via="call", reason="pressed 2")
    elif "page" in leg:
        ask("page.result", page=leg["page"], result="no_answer")
    return False

now = ask("alert.raise", request_id=call, caller=caller, source="phone", rings=True)
alert = now["alert"]
print("alert", alert, "durable", now["durable"], flush=True)
while now["state"] == "paging":
    turn, seconds = (now["step"], now["round"]), "30"
    legs = [(leg, subprocess.Popen([ring, leg["number"], seconds])) for leg in now["ring"]]
    while now["state"] == "paging" and (now["step"], now["round"]) == turn:
        over = [pair for pair in legs if pair[1].poll() is not None]
        legs = [pair for pair in legs if pair not in over]
        if any([answered(leg, telephone.returncode) for leg, telephone in over]):
            break
        now = ask("alert.wait", alert=alert, after_step=now["step"], **{"for": "200ms"})
    for leg, telephone in legs:
        telephone.kill()
    now = ask("alert.wait", alert=alert, after_step=0, **{"for": "1ms"})
print("responder", now["responder"], "state", now["state"])
