"""A translator that turns letters into capitals: `program.py MODE FILE SOURCE TARGET`. Run, never imported."""

import json
import re
import sys
import time
from pathlib import Path

mode, file, source, target = sys.argv[1:]
asked = json.loads(Path(file).read_text(encoding="utf-8"))
lines = [re.sub(r"<[^>]*>|&\w+;|[^<&]+", lambda part: part[0] if part[0][0] in "<&" else part[0].upper(), line)
         for line in asked["lines"]]  # fmt: skip
said = json.dumps({"lines": lines})
if mode == "list":
    said = json.dumps(lines)
elif mode == "languages":
    said = json.dumps({"lines": [f"{source} {target} {asked['source']} {asked['target']}"] * len(lines)})
elif mode == "joins" and len(lines) > 1:  # as machines do that make one sentence of two
    said = json.dumps({"lines": [" ".join(lines)]})
elif mode == "counts badly":
    said = json.dumps({"lines": [*lines, *lines]})
elif mode == "hostile":
    said = json.dumps({"lines": ["<script>alert(1)</script> \u202e --> \x1b[31m <v Anna><x1>"] * len(lines)})
elif mode == "rubbish":
    said = "Traceback: no such model <script>"
elif mode == "numbers":
    said = json.dumps({"lines": [1, None]})
elif mode == "deep":
    said = "[" * 100_000
elif mode == "silent":
    said = "\n"
elif mode == "large":
    said = "x" * 2 * 1024**2
elif mode == "error":
    sys.exit("the model is not there")
elif mode == "slow":
    time.sleep(60)
elif mode.startswith("once:"):  # fails at the second batch until the file is there
    flag, count = Path(f"{mode[5:]}.flag"), Path(f"{mode[5:]}.count")
    before = len(count.read_text()) if count.exists() else 0
    count.write_text("x" * (before + 1))
    if before == 1 and not flag.exists():
        sys.exit("the model broke")
sys.stdout.write(said)
