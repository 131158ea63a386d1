"""``python -m test_videos list`` and ``python -m test_videos render NAME... --out DIR``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from test_videos.clips import COMMITTED, catalogue
from test_videos.film import Clip
from test_videos.write import write_clip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code: 0 done, 2 for a clip that does not exist."""
    options = _parser().parse_args(arguments)
    clips = catalogue()
    if options.command == "list":
        print("\n".join(_line(clip) for clip in clips.values()))
        return 0
    wanted = options.names or COMMITTED
    chosen = {name for pattern in wanted for name in clips if fnmatch(name, pattern)}
    unknown = [pattern for pattern in wanted if not any(fnmatch(name, pattern) for name in clips)]
    if unknown:
        print(f"error: no such clip, {unknown[0]}: see python -m test_videos list", file=sys.stderr)
        return 2
    for name in sorted(chosen):
        video, truth = write_clip(clips[name], options.out, options.crf)
        print(f"{video} {video.stat().st_size // 1024} KB, truth {truth.stat().st_size // 1024} KB")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="test_videos", description="Films with exact truth.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="name every clip")
    render = commands.add_parser("render", help="render clips")
    render.add_argument("names", nargs="*", help="names, or patterns such as 'calf_*'; none: the committed clips")
    render.add_argument("--out", type=Path, required=True, help="folder for NAME.mp4 and NAME.truth.json")
    render.add_argument("--crf", type=int, default=28, help="H.264 quality, smaller is better and larger")
    return parser


def _line(clip: Clip) -> str:
    fault = "clean" if clip.fault is None else f"{clip.fault[0]} {clip.fault[1]}"
    seen = f"{clip.camera.view} view, {clip.motion.side} side"
    return f"{clip.name}: {clip.motion.exercise}, {seen}, {fault}, {clip.body}"


if __name__ == "__main__":
    raise SystemExit(main())
