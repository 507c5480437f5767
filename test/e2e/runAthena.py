"""Does what Athena does, on DuckDB: `python runAthena.py < JSON`.

The input holds `create` and `select`, two statements in the dialect of Athena, and `files`: `account`, `region`, `day` and
`records` of each. CloudTrail's input format gives a row a record, and the JSON SerDe fits it to the columns: names in any
letters, a text of whatever is none, the members of structures that the table knows. Prints `columns` and `rows`, in which
null is null.
"""

import json
import sys
import tempfile

import duckdb
import sqlglot
from sqlglot import exp

given = json.load(sys.stdin)
create = sqlglot.parse_one(given["create"], read="athena")
table = create.find(exp.Table)
columns = {
    column.name.lower(): column.args["kind"]
    for column in create.this.expressions
    if isinstance(column, exp.ColumnDef)
}
partitions = ["account", "region", "day"]


def fitted(value, kind):
    if value is None:
        return None
    if kind.is_type("struct"):
        known = {name.lower(): inner for name, inner in value.items()} if isinstance(value, dict) else {}
        return {one.name: fitted(known.get(one.name.lower()), one.args["kind"]) for one in kind.expressions}
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
    for one in given["files"]:
        for record in one["records"]:
            members = {name.lower(): value for name, value in record.items()}
            row = {name: fitted(members.get(name), kind) for name, kind in columns.items()}
            row.update({name: one[name] for name in partitions})
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    file.flush()
    types = {name: kind.sql(dialect="duckdb") for name, kind in columns.items()}
    types.update({name: "TEXT" for name in partitions})
    connection = duckdb.connect()
    connection.execute(f"CREATE SCHEMA {table.db}")
    listed = ", ".join(f"{json.dumps(name)} {kind}" for name, kind in types.items())
    connection.execute(f"CREATE TABLE {table.db}.{table.name} ({listed})")
    struct = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    connection.execute(
        f"INSERT INTO {table.db}.{table.name} SELECT {', '.join(json.dumps(name) for name in types)} "
        f"FROM read_json(?, format = 'newline_delimited', columns = {{{struct}}})",
        [file.name],
    )

[select] = sqlglot.transpile(given["select"], read="athena", write="duckdb")
answer = connection.execute(select)
print(
    json.dumps(
        {
            "columns": [column[0] for column in answer.description],
            "rows": [[None if cell is None else str(cell) for cell in row] for row in answer.fetchall()],
            "kinds": [type(sqlglot.parse_one(given[name], read="athena")).__name__ for name in ("create", "select")],
        }
    )
)
