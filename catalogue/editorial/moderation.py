"""Wagtail brings a workflow of its own along; here nobody stands behind it, so it would lock pages for everybody."""

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from wagtail.models import GroupApprovalTask, Workflow

WORKFLOW = "Moderators approval"
GROUPS = ("Editors", "Moderators")


def dissolve_default(**kwargs: object) -> None:
    """After every migration: take Wagtail's own workflow out of use where nobody is there to approve anything.

    A workflow that somebody put people behind stays, and so do all others.
    """
    for workflow in Workflow.objects.filter(name=WORKFLOW, active=True):
        tasks = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow)
        if _peopled(Group.objects.filter(groupapprovaltask__in=tasks)).exists():
            continue
        workflow.deactivate()
        for task in tasks.filter(active=True):
            task.deactivate()
        # They came with it. Later a group of one of these names is somebody's own.
        unused = Group.objects.filter(name__in=GROUPS)
        unused.exclude(pk__in=_peopled(unused).values("pk")).delete()


def _peopled(groups: QuerySet[Group]) -> QuerySet[Group]:
    return groups.filter(user__is_active=True).distinct()
