from django_tasks import task

from archive.jobs import run


@task(backend="jobs")
def run_job(job_id: int) -> None:
    """Work on a job, if it still waits for it."""
    run.run(job_id)
