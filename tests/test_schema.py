import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from conftest import ROOT
from retold.document import LAYERS
from retold.schema import REGISTRIES, labels, load, names, roles
from strategies import documents


@pytest.mark.parametrize("name", names())
def test_a_schema_satisfies_the_meta_schema(name):
    Draft202012Validator.check_schema(load(name))
    assert load(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_label_has_one_gloss_and_every_event_type_its_roles():
    for name, declared in load("labels")["$defs"].items():
        assert len(set(declared["enum"])) == len(declared["enum"]) == len(declared["enumDescriptions"]), name
        assert all(labels(name).values()), name
    assert list(roles()) == list(labels("event_type"))
    assert {role for found in roles().values() for role in found} == set(labels("role"))


@pytest.mark.parametrize("tier", ["open", "press"])
def test_a_tier_s_schema_has_the_layers_of_the_document(tier):
    assert [p for p in load(tier)["properties"] if p not in ("$schema", "id")] == list(LAYERS)
    properties = load(tier)["properties"]["mentions"]["items"]["properties"]
    assert ("text" in properties, "digest" in properties) == (tier == "open", tier == "press")


def test_every_file_names_a_schema_that_is_there():
    for path in (ROOT / "annotations").glob("*/*.json"):
        if path.parent.name in ("open", "press"):
            assert (path.parent / json.loads(path.read_bytes())["$schema"]).is_file(), path


def test_every_registry_has_its_schema():
    assert set(REGISTRIES.values()) <= set(names())


@given(st.data())
def test_the_quick_validator_and_the_explaining_one_agree(data):
    from retold.schema import _quick, validator

    document = data.draw(documents()).to_json()
    layer = data.draw(st.sampled_from([name for name in LAYERS if document[name]] or ["id"]))
    if layer != "id":
        row = data.draw(st.sampled_from(document[layer]))
        key = data.draw(st.sampled_from(sorted(row)) | st.just("unknown"))
        row[key] = data.draw(st.sampled_from([None, 1, -1, 1.0, "x", [], {}, ["time", "time"], "2022-04-02"]))
    assert _quick("open").is_valid(document) == validator("open").is_valid(document)
