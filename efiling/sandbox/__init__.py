"""A court to file with when there is no court: scripted clerk, stamped copies, faults on demand."""

from efiling.sandbox.court import Report, SandboxCourt
from efiling.sandbox.script import BUILT_IN, Script, ScriptFault, Step, read_script, read_scripts
from efiling.sandbox.server import SandboxServer

__all__ = [
    "BUILT_IN",
    "Report",
    "SandboxCourt",
    "SandboxServer",
    "Script",
    "ScriptFault",
    "Step",
    "read_script",
    "read_scripts",
]
