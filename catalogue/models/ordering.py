"""An index that holds an order which ends with what is unknown, in every database."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import Index, Model, OrderBy


class Ordered(Index):
    """SQLite makes no index that says where the unknown stands. It needs none: to it nothing is less than any number,
    so that it comes last from high to low.
    """

    def create_sql(
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor, using: str = "", **kwargs: object
    ) -> Statement:
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, using, **kwargs)
        columns = [
            OrderBy(each.expression, descending=each.descending) if isinstance(each, OrderBy) else each
            for each in self.expressions
        ]
        return Index(*columns, name=self.name).create_sql(model, schema_editor, using, **kwargs)
