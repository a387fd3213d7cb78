"""Files as documentation, readings broken down, and how assumptions are tested."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"


def one_of(*columns: str) -> str:
    return " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in columns) + " = 1"


def upgrade() -> None:
    op.create_table(
        "disaggregations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column(
            "dimension",
            sa.Enum(
                "area", "age", "sex", name="dimension", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("adds_up", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name=op.f("fk_disaggregations_indicator_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_disaggregations_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disaggregations")),
        sa.UniqueConstraint(
            "indicator_id", "dimension", name=op.f("uq_disaggregations_indicator_id_dimension")
        ),
    )
    with op.batch_alter_table("disaggregations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disaggregations_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "reading_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("disaggregation_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disaggregation_id"], ["disaggregations.id"], name=op.f("fk_reading_parts_disaggregation_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_reading_parts_plan_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_reading_parts_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_parts")),
        sa.UniqueConstraint(
            "reading_id",
            "disaggregation_id",
            "label",
            name=op.f("uq_reading_parts_reading_id_disaggregation_id_label"),
        ),
    )
    with op.batch_alter_table("reading_parts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reading_parts_disaggregation_id"), ["disaggregation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reading_parts_plan_id"), ["plan_id"], unique=False)

    with op.batch_alter_table("assumptions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("test", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("report_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("stored_as", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("file_name", sa.String(length=255), nullable=True))
        batch_op.add_column(sa.Column("media_type", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("size", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sha256", sa.String(length=64), nullable=True))
        batch_op.alter_column("url", existing_type=sa.VARCHAR(length=2000), nullable=True)
        batch_op.create_index(batch_op.f("ix_documents_report_id"), ["report_id"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_documents_stored_as"), ["stored_as"])
        batch_op.create_foreign_key(
            batch_op.f("fk_documents_report_id"), "status_reports", ["report_id"], ["id"]
        )
        batch_op.drop_constraint(batch_op.f("ck_documents_of_one_thing"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_documents_of_one_thing"),
            one_of("element_id", "report_id", "milestone_id", "reading_id"),
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_documents_address_or_file"), "(url IS NULL) <> (stored_as IS NULL)"
        )


def downgrade() -> None:
    # what the older schema has no place for
    op.execute("DELETE FROM documents WHERE url IS NULL OR report_id IS NOT NULL")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_documents_address_or_file"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_documents_of_one_thing"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_documents_of_one_thing"), one_of("element_id", "milestone_id", "reading_id")
        )
        batch_op.drop_constraint(batch_op.f("fk_documents_report_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_documents_stored_as"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_documents_report_id"))
        batch_op.alter_column("url", existing_type=sa.VARCHAR(length=2000), nullable=False)
        batch_op.drop_column("sha256")
        batch_op.drop_column("size")
        batch_op.drop_column("media_type")
        batch_op.drop_column("file_name")
        batch_op.drop_column("stored_as")
        batch_op.drop_column("report_id")

    with op.batch_alter_table("assumptions", schema=None) as batch_op:
        batch_op.drop_column("test")

    with op.batch_alter_table("reading_parts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_parts_plan_id"))
        batch_op.drop_index(batch_op.f("ix_reading_parts_disaggregation_id"))

    op.drop_table("reading_parts")
    with op.batch_alter_table("disaggregations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disaggregations_plan_id"))

    op.drop_table("disaggregations")
