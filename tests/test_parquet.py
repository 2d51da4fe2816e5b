import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from retold.columns import CONFIGS, arrow_schema
from retold.parquet import from_row, read, tables, write
from retold.tokens import sentences
from strategies import documents, registry


@settings(max_examples=30)
@given(documents())
def test_a_document_survives_arrow(document):
    made = tables([document], registry())
    assert {name: table.schema for name, table in made.items()} == {n: arrow_schema(c) for n, c in CONFIGS.items()}
    (row,) = made["nested"].to_pylist()
    assert from_row(row) == document


@settings(max_examples=20)
@given(documents())
def test_every_flat_row_slices_to_its_surface(document):
    made = tables([document], registry())
    for name, table in made.items():
        if {"document", "start", "end", "text"} <= set(table.column_names):
            for row in table.to_pylist():
                assert document.text[row["start"] : row["end"]] == row["text"], name
                assert (row["document"], row["split"]) == (document.id, document.split)


@settings(max_examples=20)
@given(documents())
def test_tokens_cover_all_but_white_space_of_their_segments(document):
    for sentence in sentences(document):
        covered = "".join(document.text[t.start : t.end] for t in sentence.tokens)
        assert "".join(covered.split()) == "".join(document.text[sentence.start : sentence.end].split())


def test_the_shipped_documents_survive_parquet(corpus, tmp_path):
    for split in ("train", "validation", "test"):
        found = list(corpus.split(split))
        path = tmp_path / f"{split}.parquet"
        write(tables(found, corpus.registry)["nested"], path)
        assert list(read(path)) == found


def test_an_empty_table_is_a_file_without_row_groups(tmp_path):
    path = tmp_path / "none.parquet"
    write(arrow_schema(CONFIGS["noise"]).empty_table(), path)
    assert pq.read_metadata(path).num_row_groups == 0
    assert pq.read_schema(path).equals(arrow_schema(CONFIGS["noise"]))


@pytest.mark.parametrize("name", CONFIGS)
def test_pandas_polars_duckdb_and_pyarrow_read_the_same_rows(name, corpus):
    import duckdb
    import pandas as pd
    import polars as pl

    from conftest import ROOT

    path = ROOT / "data" / name / "test.parquet"
    rows = pq.read_table(path).to_pylist()
    assert pl.read_parquet(path).to_dicts() == rows
    relation = duckdb.sql(f"select * from '{path}'")
    assert [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()] == rows
    frame = pd.read_parquet(path)
    assert list(frame.columns) == [column.name for column in CONFIGS[name].columns]
    assert len(frame) == len(rows)


def test_sql_slices_as_python_does(corpus):
    import duckdb

    from conftest import ROOT

    wrong = duckdb.sql(f"""
        select count(*)
        from '{ROOT}/data/mentions/*.parquet' m join '{ROOT}/data/documents/*.parquet' d using (document)
        where d.text[m.start + 1 : m."end"] <> m.text
    """).fetchall()
    assert wrong == [(0,)]
