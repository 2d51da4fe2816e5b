import datasets
import pyarrow as pa

from retold.columns import CONFIGS, LAYER_COLUMNS, Labels, List, arrow_schema, card_features
from retold.document import LAYERS


def test_card_and_arrow_tell_the_same_columns():
    for config in CONFIGS.values():
        features = datasets.Features._from_yaml_list(card_features(config))
        assert list(features) == arrow_schema(config).names == [c.name for c in config.columns]


def test_labels_are_strings_in_arrow_and_class_labels_in_the_card():
    schema, features = (
        arrow_schema(CONFIGS["mentions"]),
        datasets.Features._from_yaml_list(card_features(CONFIGS["mentions"])),
    )
    assert schema.field("type").type == pa.string()
    assert features["type"].names[:2] == ["PER", "ORG"]


def test_tags_are_bio_over_the_entity_types():
    tags = Labels("entity_type", bio=True).all
    assert tags[:3] == ["O", "B-PER", "I-PER"]
    assert len(tags) == 17


def test_every_layer_has_its_columns_and_every_column_a_gloss():
    assert list(LAYER_COLUMNS) == list(LAYERS)

    def glosses(columns):
        for column in columns:
            yield column.gloss
            if (
                isinstance(column.type, List)
                and isinstance(column.type.of, tuple)
                and not isinstance(column.type.of, Labels)
            ):
                yield from glosses(column.type.of)

    assert all(gloss for config in CONFIGS.values() for gloss in glosses(config.columns))
