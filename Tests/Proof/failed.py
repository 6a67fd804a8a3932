#!/usr/bin/env python3
"""Prints a filter for the tests that failed, from what `swift test --xunit-output` wrote. Ends with 1
where none did, or where the tests ended before they could write it."""

import re
import sys
import xml.etree.ElementTree as xml


def main():
    try:
        cases = xml.parse(sys.argv[1]).iter("testcase")
    except (OSError, xml.ParseError) as error:
        sys.exit(f"no results of the tests: {error}")
    failed = {
        re.escape(f"{case.get('classname')}/{case.get('name').split('(')[0]}")
        for case in cases
        if case.find("failure") is not None
    }
    if not failed:
        sys.exit("no test failed, and yet the run did")
    print("|".join(f"^{name}\\(" for name in sorted(failed)))


main()
