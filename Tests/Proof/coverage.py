"""coverage.py FILE: what llvm-cov exported of a test run, told for Core; see Tests/sanitize."""
import json, pathlib, sys

DECISIONS = ("Decide", "Deliberation")


def main():
    data = json.loads(pathlib.Path(sys.argv[1]).read_text())["data"][0]
    lines = reached = 0
    for file in data["files"]:
        name = file["filename"].partition("/Sources/Core/")[2]
        if not name:
            continue
        summary = file["summary"]["lines"]
        lines += summary["count"]
        reached += summary["covered"]
        if summary["percent"] < 90:
            print(f"{summary['percent']:5.1f} %  {name}")
    print(f"Core: {100 * reached / lines:.1f} % of {lines} lines are reached")
    missed = unreached(data["functions"])
    for name, place in missed:
        print(f"no test reaches {name}:{place[0]}:{place[1]} to {place[2]}:{place[3]}")
    sys.exit(1 if missed else 0)


def unreached(functions):
    """Regions of the decisions with no run; a function can be there more than once."""
    runs = {}
    for function in functions:
        name = function["filenames"][0].partition("/Sources/Core/Line/")[2]
        if not name.startswith(DECISIONS):
            continue
        for *place, count, _, _, kind in function["regions"]:
            if kind == 0:
                key = name, tuple(place)
                runs[key] = max(runs.get(key, 0), count)
    return sorted(key for key, count in runs.items() if count == 0)


main()
