#!/usr/bin/env python3
"""Puts faults into running daemons, each into one of its own, and looks whether it did its work:
officers are paged, `durable` and `health` tell the truth, and what was owed is stored after.

usage: faults.py [--long] [NAME...]     --long: those that take minutes, too
"""
import sqlite3, sys, time
from concurrent.futures import ThreadPoolExecutor
from kit import *
from base_faults import *
from disk_faults import *
from machine_faults import *

FAULTS = [nth_call, nth_call_and_power_cut, death_at_nth_call, failing_start, full_disk,
          read_only_start, dead_disk, no_descriptors, no_descriptors_and_no_storage, no_memory,
          clock_steps, clock_back_and_killed, stopped, locked, locked_start, long_reader,
          corrupt_row, corrupt_page]
LONG_FAULTS = [stopped_for_minutes]
# Most of a fault is waiting, for storage to be tried again or a deadline to pass.
SIDE_BY_SIDE = 4


def main():
    names = [name for name in sys.argv[1:] if name != "--long"]
    faults = FAULTS + LONG_FAULTS
    if names:
        if not set(names) <= {fault.__name__ for fault in faults}:
            sys.exit(f"{__doc__}\nnames: {' '.join(fault.__name__ for fault in faults)}")
        faults = [fault for fault in faults if fault.__name__ in names]
    elif len(sys.argv) == 1:
        faults = FAULTS
    shim_library()
    with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
        holds = list(threads.map(prove, faults))
    remove_shim()
    sys.exit(0 if all(holds) else 1)


def prove(fault):
    """Whether the promise held."""
    start = time.monotonic()
    holds = True
    try:
        told = f"ok      {fault.__name__}: {fault() or 'as it should be'}"
    except Skipped as why:
        told = f"skipped {fault.__name__}: {why}"
    except (Failed, Lost, sqlite3.Error) as error:
        holds = False
        told = f"FAILED  {fault.__name__}: {error!r}"
    print(f"{told} ({time.monotonic() - start:.1f} s)", flush=True)
    return holds


if __name__ == "__main__":
    main()
