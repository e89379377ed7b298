from django_tasks import task

from archive.jobs import queue, run
from archive.models import Job


@task(backend=queue.BACKEND, queue_name=Job.Pool.LIGHT.value)
def run_job(job_id: int) -> None:
    """Work on a job, or on the one of its pool whose turn it is, if any still waits."""
    run.run_next_beside(job_id)
