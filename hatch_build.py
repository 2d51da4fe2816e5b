"""Puts the dataset into real wheels; an editable install reads the checkout itself."""

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = (
    "corpus",
    "annotations",
    "data",
    "README.md",
    "DATASHEET.md",
    "GUIDELINES.md",
    "LEADERBOARD.md",
    "LICENSE-DATA",
    "croissant.json",
)


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version, build_data):
        if version == "standard":
            build_data["force_include"].update({name: f"retold/_dataset/{name}" for name in SHIPPED})
