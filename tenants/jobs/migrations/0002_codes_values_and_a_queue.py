from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='about',
            field=models.JSONField(default=dict, help_text='The values that its title names.'),
        ),
        # The sentences of before are in the language of whoever started the work, and stay theirs.
        migrations.RunSQL("UPDATE jobs_job SET about = jsonb_build_object('what', title), errors = '[]'", migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='job',
            name='message',
        ),
        migrations.RemoveField(
            model_name='job',
            name='title',
        ),
        migrations.AddField(
            model_name='job',
            name='again_as',
            field=models.UUIDField(help_text='The job that does this work again.', null=True),
        ),
        migrations.AddField(
            model_name='job',
            name='arguments',
            field=models.JSONField(default=dict, help_text='What the task gets besides the job.'),
        ),
        migrations.AddField(
            model_name='job',
            name='place',
            field=models.TextField(blank=True, help_text='Where the work is, such as the name of a file.'),
        ),
        migrations.AddField(
            model_name='job',
            name='queued_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='job',
            name='upload',
            field=models.CharField(blank=True, help_text='The file it reads; gone when it has ended.', max_length=200),
        ),
        migrations.AlterField(
            model_name='job',
            name='errors',
            field=models.JSONField(default=list, help_text='Code and values of each.'),
        ),
        migrations.AlterField(
            model_name='job',
            name='kind',
            field=models.CharField(help_text='What it does: the name of a JobKind.', max_length=60),
        ),
    ]
