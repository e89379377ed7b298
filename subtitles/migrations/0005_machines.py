import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def mark(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What machines made until now: nobody has confirmed any of it."""
    apps.get_model("subtitles", "Cue").objects.filter(revision__origin="machine").update(machine=True)


class Migration(migrations.Migration):
    dependencies = [("subtitles", "0004_speaker"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("cue", "machine", models.BooleanField(default=False)),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Transcription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('sv', 'Svenska'), ('fa', 'فارسی'), ('prs', 'دری'), ('ps', 'پښتو'), ('en', 'English'), ('ar', 'العربية'), ('ckb', 'کوردیی ناوەندی'), ('kmr', 'Kurmancî')], max_length=20, verbose_name='language')),
                ('kind', models.CharField(choices=[('subtitles', 'Subtitles'), ('captions', 'Captions for the deaf and hard of hearing'), ('descriptions', 'Descriptions of what is seen'), ('chapters', 'Chapters'), ('transcript', 'Transcript')], default='subtitles', max_length=12, verbose_name='kind')),
                ('recogniser', models.CharField(max_length=20, verbose_name='recogniser')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
                ('heard', models.JSONField(default=list)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transcriptions', to='archive.recording', verbose_name='recording')),
                ('revision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transcription', to='subtitles.revision')),
                ('track', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transcriptions', to='subtitles.track')),
            ],
            options={
                'verbose_name': 'transcription',
                'verbose_name_plural': 'transcriptions',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
    ]
