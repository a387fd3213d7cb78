"""Measurements, the safety index, prioritisation, hearings and the shared catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=True),
        sa.Column("origin", sa.Text(), server_default="", nullable=False),
        sa.Column("origin_on", sa.Date(), nullable=True),
        sa.Column("deliverable", sa.Text(), server_default="", nullable=False),
        sa.Column("deliverable_due", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategies.id"], name=op.f("fk_cases_strategy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("strategy_id", "code", name=op.f("uq_cases_strategy_id_code")),
    )
    op.create_table(
        "catalogue_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("retrieved_from", sa.Text(), server_default="", nullable=False),
        sa.Column("illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("valid_from <= valid_until", name=op.f("ck_catalogue_entries_period")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_catalogue_entries_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategies.id"], name=op.f("fk_catalogue_entries_strategy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_entries")),
        sa.UniqueConstraint("strategy_id", "code", name=op.f("uq_catalogue_entries_strategy_id_code")),
    )
    with op.batch_alter_table("catalogue_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_catalogue_entries_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index("ix_catalogue_entries_valid_until", ["valid_until"], unique=False)

    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=True),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("joint", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("rejected", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("decision", sa.Text(), server_default="", nullable=False),
        sa.Column("illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_candidates_plan_id")),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategies.id"], name=op.f("fk_candidates_strategy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
        sa.UniqueConstraint("strategy_id", "code", name=op.f("uq_candidates_strategy_id_code")),
    )
    with op.batch_alter_table("candidates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidates_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("catalogue_entry_id", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["catalogue_entry_id"], ["catalogue_entries.id"], name=op.f("fk_commitments_catalogue_entry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commitments_catalogue_entry_id"), ["catalogue_entry_id"], unique=False
        )

    op.create_table(
        "hearings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("plan_revision", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item", sa.String(length=60), server_default="", nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(plan_id IS NULL) = (plan_revision IS NULL)", name=op.f("ck_hearings_plan_is_frozen")
        ),
        sa.CheckConstraint("opened_on <= deadline", name=op.f("ck_hearings_dates_ascend")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_hearings_case_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["users.id"], name=op.f("fk_hearings_closed_by_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["organisations.id"], name=op.f("fk_hearings_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_hearings_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearings")),
        sa.UniqueConstraint("case_id", "code", name=op.f("uq_hearings_case_id_code")),
    )
    with op.batch_alter_table("hearings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hearings_closed_by_id"), ["closed_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hearings_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hearings_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "index_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "retired",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("base_year", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("made_from_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_index_versions_made_by_id")),
        sa.ForeignKeyConstraint(
            ["made_from_id"], ["index_versions.id"], name=op.f("fk_index_versions_made_from_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_index_versions_published_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategies.id"], name=op.f("fk_index_versions_strategy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_versions")),
        sa.UniqueConstraint("strategy_id", "number", name=op.f("uq_index_versions_strategy_id_number")),
    )
    with op.batch_alter_table("index_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_index_versions_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_index_versions_made_from_id"), ["made_from_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_index_versions_published_by_id"), ["published_by_id"], unique=False
        )

    op.create_table(
        "measurements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("outside_owner", sa.String(length=500), nullable=True),
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "survey",
                "register",
                "administrative",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "higher_better",
                "lower_better",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "frequency",
            sa.Enum(
                "monthly",
                "quarterly",
                "yearly",
                "school_year",
                "every_two_years",
                "irregular",
                name="frequency",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("areas", sa.Text(), server_default="", nullable=False),
        sa.Column("question", sa.Text(), server_default="", nullable=False),
        sa.Column("method", sa.Text(), server_default="", nullable=False),
        sa.Column("quality", sa.Text(), server_default="", nullable=False),
        sa.Column("retrieved_from", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "candidate",
                "include",
                "exclude",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="candidate",
            nullable=False,
        ),
        sa.Column("verdict_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("verdict_on", sa.Date(), nullable=True),
        sa.Column("verdict_by_id", sa.Integer(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(organisation_id IS NULL) <> (outside_owner IS NULL)", name=op.f("ck_measurements_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definitions.id"], name=op.f("fk_measurements_definition_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_measurements_organisation_id")
        ),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategies.id"], name=op.f("fk_measurements_strategy_id")),
        sa.ForeignKeyConstraint(["verdict_by_id"], ["users.id"], name=op.f("fk_measurements_verdict_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurements")),
        sa.UniqueConstraint("strategy_id", "code", name=op.f("uq_measurements_strategy_id_code")),
    )
    with op.batch_alter_table("measurements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurements_definition_id"), ["definition_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_measurements_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_measurements_verdict_by_id"), ["verdict_by_id"], unique=False)

    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("reasons", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_rounds_decided_by_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["users.id"], name=op.f("fk_rounds_opened_by_id")),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategies.id"], name=op.f("fk_rounds_strategy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_opened_by_id"), ["opened_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_strategy_id"), ["strategy_id"], unique=False)

    op.create_table(
        "candidate_findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_candidate_findings_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_candidate_findings_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_findings")),
        sa.UniqueConstraint(
            "candidate_id", "finding_id", name=op.f("uq_candidate_findings_candidate_id_finding_id")
        ),
    )
    with op.batch_alter_table("candidate_findings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_findings_finding_id"), ["finding_id"], unique=False)

    op.create_table(
        "candidate_goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_candidate_goals_candidate_id")
        ),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_candidate_goals_goal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_goals")),
        sa.UniqueConstraint("candidate_id", "goal_id", name=op.f("uq_candidate_goals_candidate_id_goal_id")),
    )
    with op.batch_alter_table("candidate_goals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_goals_goal_id"), ["goal_id"], unique=False)

    op.create_table(
        "catalogue_goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("catalogue_entry_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["catalogue_entry_id"],
            ["catalogue_entries.id"],
            name=op.f("fk_catalogue_goals_catalogue_entry_id"),
        ),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_catalogue_goals_goal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_goals")),
        sa.UniqueConstraint(
            "catalogue_entry_id", "goal_id", name=op.f("uq_catalogue_goals_catalogue_entry_id_goal_id")
        ),
    )
    with op.batch_alter_table("catalogue_goals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_catalogue_goals_goal_id"), ["goal_id"], unique=False)

    op.create_table(
        "hearing_recipients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("agenda_item", sa.String(length=60), server_default="", nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "discussed",
                "recommended",
                "approved",
                "noted",
                "returned",
                "rejected",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("decision", sa.Text(), server_default="", nullable=False),
        sa.Column("decision_en", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(outcome IS NULL) = (met_on IS NULL)", name=op.f("ck_hearing_recipients_reply_is_whole")
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearings.id"], name=op.f("fk_hearing_recipients_hearing_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_hearing_recipients_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_hearing_recipients_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_recipients")),
        sa.UniqueConstraint(
            "hearing_id", "organisation_id", name=op.f("uq_hearing_recipients_hearing_id_organisation_id")
        ),
    )
    with op.batch_alter_table("hearing_recipients", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hearing_recipients_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_hearing_recipients_recorded_by_id"), ["recorded_by_id"], unique=False
        )

    op.create_table(
        "index_definitions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("index_version_id", sa.Integer(), nullable=False),
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_index_definitions_weight")),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definitions.id"], name=op.f("fk_index_definitions_definition_id")
        ),
        sa.ForeignKeyConstraint(
            ["index_version_id"], ["index_versions.id"], name=op.f("fk_index_definitions_index_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_definitions")),
        sa.UniqueConstraint(
            "index_version_id",
            "definition_id",
            name=op.f("uq_index_definitions_index_version_id_definition_id"),
        ),
    )
    with op.batch_alter_table("index_definitions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_index_definitions_definition_id"), ["definition_id"], unique=False
        )

    op.create_table(
        "index_measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("index_version_id", sa.Integer(), nullable=False),
        sa.Column("measurement_id", sa.Integer(), nullable=False),
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column("worst", sa.Double(), nullable=False),
        sa.Column("best", sa.Double(), nullable=False),
        sa.Column("logarithmic", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_index_measures_weight")),
        sa.CheckConstraint("worst <> best", name=op.f("ck_index_measures_goalposts")),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definitions.id"], name=op.f("fk_index_measures_definition_id")
        ),
        sa.ForeignKeyConstraint(
            ["index_version_id"], ["index_versions.id"], name=op.f("fk_index_measures_index_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["measurement_id"], ["measurements.id"], name=op.f("fk_index_measures_measurement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_measures")),
        sa.UniqueConstraint(
            "index_version_id",
            "measurement_id",
            name=op.f("uq_index_measures_index_version_id_measurement_id"),
        ),
    )
    with op.batch_alter_table("index_measures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_index_measures_definition_id"), ["definition_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_index_measures_measurement_id"), ["measurement_id"], unique=False
        )

    op.create_table(
        "index_years",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("index_version_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("points", sa.Double(), nullable=True),
        sa.Column("arithmetic", sa.Double(), nullable=True),
        sa.Column("provisional", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["index_version_id"], ["index_versions.id"], name=op.f("fk_index_years_index_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_index_years_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_years")),
        sa.UniqueConstraint(
            "index_version_id", "year", "edition", name=op.f("uq_index_years_index_version_id_year_edition")
        ),
    )
    with op.batch_alter_table("index_years", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_index_years_published_by_id"), ["published_by_id"], unique=False)

    op.create_table(
        "measurement_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("measurement_id", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("whole_year", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_measurement_values_entered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["measurement_id"], ["measurements.id"], name=op.f("fk_measurement_values_measurement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement_values")),
        sa.UniqueConstraint(
            "measurement_id", "taken_on", name=op.f("uq_measurement_values_measurement_id_taken_on")
        ),
    )
    with op.batch_alter_table("measurement_values", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_measurement_values_entered_by_id"), ["entered_by_id"], unique=False
        )

    op.create_table(
        "round_criteria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column(
            "criterion",
            sa.Enum(
                "evidence",
                "practicable",
                "impact",
                "jointness",
                "measurable",
                "cost",
                name="criterion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("anchor_0", sa.String(length=500), nullable=True),
        sa.Column("anchor_1", sa.String(length=500), nullable=True),
        sa.Column("anchor_2", sa.String(length=500), nullable=True),
        sa.Column("anchor_3", sa.String(length=500), nullable=True),
        sa.CheckConstraint("weight BETWEEN 0 AND 1", name=op.f("ck_round_criteria_weight")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_criteria_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_criteria")),
        sa.UniqueConstraint("round_id", "criterion", name=op.f("uq_round_criteria_round_id_criterion")),
    )
    op.create_table(
        "round_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column(
            "decision",
            sa.Enum(
                "go_ahead",
                "wait",
                "reject",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("decision_reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(plan_id IS NULL) <> (candidate_id IS NULL)", name=op.f("ck_round_entries_plan_or_idea")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_round_entries_candidate_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_round_entries_plan_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_entries_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_entries")),
        sa.UniqueConstraint("round_id", "candidate_id", name=op.f("uq_round_entries_round_id_candidate_id")),
        sa.UniqueConstraint("round_id", "plan_id", name=op.f("uq_round_entries_round_id_plan_id")),
    )
    with op.batch_alter_table("round_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_entries_candidate_id"), ["candidate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_round_entries_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "series_breaks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("measurement_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["measurement_id"], ["measurements.id"], name=op.f("fk_series_breaks_measurement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_breaks")),
        sa.UniqueConstraint(
            "measurement_id", "from_on", name=op.f("uq_series_breaks_measurement_id_from_on")
        ),
    )
    op.create_table(
        "suitability_scores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("measurement_id", sa.Integer(), nullable=False),
        sa.Column(
            "aspect",
            sa.Enum(
                "relevance",
                "validity",
                "timeliness",
                "coverage",
                "comparability",
                "access",
                name="aspect",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("scored_on", sa.Date(), nullable=False),
        sa.Column("scored_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("score BETWEEN 0 AND 3", name=op.f("ck_suitability_scores_score")),
        sa.ForeignKeyConstraint(
            ["measurement_id"], ["measurements.id"], name=op.f("fk_suitability_scores_measurement_id")
        ),
        sa.ForeignKeyConstraint(
            ["scored_by_id"], ["users.id"], name=op.f("fk_suitability_scores_scored_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suitability_scores")),
        sa.UniqueConstraint(
            "measurement_id", "aspect", name=op.f("uq_suitability_scores_measurement_id_aspect")
        ),
    )
    with op.batch_alter_table("suitability_scores", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suitability_scores_scored_by_id"), ["scored_by_id"], unique=False
        )

    op.create_table(
        "case_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "terms_of_reference",
                "appendix",
                "status",
                "minutes",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=True),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("stored_as", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=255), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "url IS NULL OR stored_as IS NULL", name=op.f("ck_case_documents_address_or_file")
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_case_documents_added_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_documents_case_id")),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["hearing_recipients.id"], name=op.f("fk_case_documents_recipient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_documents")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_case_documents_stored_as")),
    )
    with op.batch_alter_table("case_documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_documents_added_by_id"), ["added_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_documents_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_documents_recipient_id"), ["recipient_id"], unique=False)

    op.create_table(
        "commitment_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.Integer(), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "supports",
                "overlaps",
                "conflicts",
                name="relation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_commitment_links_commitment_id")
        ),
        sa.ForeignKeyConstraint(
            ["element_id", "plan_id"],
            ["elements.id", "elements.plan_id"],
            name=op.f("fk_commitment_links_element_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_commitment_links_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_links")),
        sa.UniqueConstraint(
            "commitment_id", "element_id", name=op.f("uq_commitment_links_commitment_id_element_id")
        ),
    )
    with op.batch_alter_table("commitment_links", schema=None) as batch_op:
        batch_op.create_index("ix_commitment_links_element_id", ["element_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_links_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "priority_scores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "criterion",
            sa.Enum(
                "evidence",
                "practicable",
                "impact",
                "jointness",
                "measurable",
                "cost",
                name="criterion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 3", name=op.f("ck_priority_scores_score")),
        sa.ForeignKeyConstraint(["entry_id"], ["round_entries.id"], name=op.f("fk_priority_scores_entry_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_priority_scores_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_scores")),
        sa.UniqueConstraint(
            "entry_id", "user_id", "criterion", name=op.f("uq_priority_scores_entry_id_user_id_criterion")
        ),
    )
    with op.batch_alter_table("priority_scores", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_priority_scores_user_id"), ["user_id"], unique=False)

    op.create_table(
        "reply_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("quote", sa.Text(), server_default="", nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("element_id", sa.Integer(), nullable=True),
        sa.Column("done", sa.Text(), server_default="", nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "element_id IS NULL OR plan_id IS NOT NULL", name=op.f("ck_reply_points_element_of_plan")
        ),
        sa.ForeignKeyConstraint(
            ["element_id", "plan_id"],
            ["elements.id", "elements.plan_id"],
            name=op.f("fk_reply_points_element_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_reply_points_plan_id")),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["hearing_recipients.id"], name=op.f("fk_reply_points_recipient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_points")),
    )
    with op.batch_alter_table("reply_points", schema=None) as batch_op:
        batch_op.create_index("ix_reply_points_element_id", ["element_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reply_points_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reply_points_recipient_id"), ["recipient_id"], unique=False)

    op.create_table(
        "hearing_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["case_documents.id"], name=op.f("fk_hearing_documents_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearings.id"], name=op.f("fk_hearing_documents_hearing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_documents")),
        sa.UniqueConstraint(
            "hearing_id", "document_id", name=op.f("uq_hearing_documents_hearing_id_document_id")
        ),
    )
    with op.batch_alter_table("hearing_documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hearing_documents_document_id"), ["document_id"], unique=False)

    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.add_column(sa.Column("measurement_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_indicators_measurement_id"), ["measurement_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_indicators_measurement_id"), "measurements", ["measurement_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_indicators_measurement_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_indicators_measurement_id"))
        batch_op.drop_column("measurement_id")

    with op.batch_alter_table("hearing_documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hearing_documents_document_id"))

    op.drop_table("hearing_documents")
    with op.batch_alter_table("reply_points", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_points_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_reply_points_plan_id"))
        batch_op.drop_index("ix_reply_points_element_id")

    op.drop_table("reply_points")
    with op.batch_alter_table("priority_scores", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_priority_scores_user_id"))

    op.drop_table("priority_scores")
    with op.batch_alter_table("commitment_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_links_plan_id"))
        batch_op.drop_index("ix_commitment_links_element_id")

    op.drop_table("commitment_links")
    with op.batch_alter_table("case_documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_documents_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_case_documents_case_id"))
        batch_op.drop_index(batch_op.f("ix_case_documents_added_by_id"))

    op.drop_table("case_documents")
    with op.batch_alter_table("suitability_scores", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suitability_scores_scored_by_id"))

    op.drop_table("suitability_scores")
    op.drop_table("series_breaks")
    with op.batch_alter_table("round_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_entries_plan_id"))
        batch_op.drop_index(batch_op.f("ix_round_entries_candidate_id"))

    op.drop_table("round_entries")
    op.drop_table("round_criteria")
    with op.batch_alter_table("measurement_values", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_values_entered_by_id"))

    op.drop_table("measurement_values")
    with op.batch_alter_table("index_years", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_index_years_published_by_id"))

    op.drop_table("index_years")
    with op.batch_alter_table("index_measures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_index_measures_measurement_id"))
        batch_op.drop_index(batch_op.f("ix_index_measures_definition_id"))

    op.drop_table("index_measures")
    with op.batch_alter_table("index_definitions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_index_definitions_definition_id"))

    op.drop_table("index_definitions")
    with op.batch_alter_table("hearing_recipients", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hearing_recipients_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_hearing_recipients_organisation_id"))

    op.drop_table("hearing_recipients")
    with op.batch_alter_table("catalogue_goals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catalogue_goals_goal_id"))

    op.drop_table("catalogue_goals")
    with op.batch_alter_table("candidate_goals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidate_goals_goal_id"))

    op.drop_table("candidate_goals")
    with op.batch_alter_table("candidate_findings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidate_findings_finding_id"))

    op.drop_table("candidate_findings")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_strategy_id"))
        batch_op.drop_index(batch_op.f("ix_rounds_opened_by_id"))
        batch_op.drop_index(batch_op.f("ix_rounds_decided_by_id"))

    op.drop_table("rounds")
    with op.batch_alter_table("measurements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurements_verdict_by_id"))
        batch_op.drop_index(batch_op.f("ix_measurements_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_measurements_definition_id"))

    op.drop_table("measurements")
    with op.batch_alter_table("index_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_index_versions_published_by_id"))
        batch_op.drop_index(batch_op.f("ix_index_versions_made_from_id"))
        batch_op.drop_index(batch_op.f("ix_index_versions_made_by_id"))

    op.drop_table("index_versions")
    with op.batch_alter_table("hearings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hearings_plan_id"))
        batch_op.drop_index(batch_op.f("ix_hearings_decided_by_id"))
        batch_op.drop_index(batch_op.f("ix_hearings_closed_by_id"))

    op.drop_table("hearings")
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitments_catalogue_entry_id"))

    op.drop_table("commitments")
    with op.batch_alter_table("candidates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidates_plan_id"))

    op.drop_table("candidates")
    with op.batch_alter_table("catalogue_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_catalogue_entries_valid_until")
        batch_op.drop_index(batch_op.f("ix_catalogue_entries_organisation_id"))

    op.drop_table("catalogue_entries")
    op.drop_table("cases")
