"""Refreshes a Rolecall index every day; an example for Airflow 2.9 or newer, which Rolecall itself does not need.

Runs go one after the other and in order, since each closes what the one before it knew. In a backfill `--date` picks the
day's edition of every source with `{date}` in its address and counts last days from then.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

FOLDER = "/srv/rolecall"  # has .venv, sources.toml and the index

with DAG(
    dag_id="rolecall_sync",
    description="Refresh the job index from its feeds",
    schedule="20 5 * * *",
    start_date=datetime(2026, 5, 1),
    catchup=False,  # a backfill is asked for, by date
    max_active_runs=1,
    default_args={
        "depends_on_past": True,
        "retries": 2,
        "retry_delay": timedelta(minutes=20),
        "execution_timeout": timedelta(hours=2),
    },
) as dag:
    BashOperator(
        task_id="sync",
        cwd=FOLDER,
        # The day on which the run is due, not the one at which its interval begins.
        bash_command=".venv/bin/rolecall sync --json --date {{ data_interval_end | ds }}",
    ) >> BashOperator(
        task_id="verify",
        cwd=FOLDER,
        bash_command=".venv/bin/rolecall verify --json",
    )
