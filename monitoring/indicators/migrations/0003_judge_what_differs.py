import datetime

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0002_history_by_logical_name'),
    ]

    operations = [
        # Derived from the other tables: the next judging writes them anew, with what they lacked.
        migrations.RunSQL('DELETE FROM indicators_judgement', migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Judging',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('day', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='judging_one_row')],
            },
        ),
        migrations.RemoveField(
            model_name='judgement',
            name='sentence_en',
        ),
        migrations.RemoveField(
            model_name='judgement',
            name='sentence_nl',
        ),
        migrations.AddField(
            model_name='judgement',
            name='fingerprint',
            field=models.CharField(default='', help_text='Of the rows and releases it rests on.', max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='judgement',
            name='stands_until',
            field=models.DateField(default=datetime.date.min, help_text='The last day on which it is the same, if nothing it rests on changes.'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='judgement',
            name='document',
            field=models.JSONField(help_text='The whole answer of the rule, with its sentences.'),
        ),
        migrations.AlterField(
            model_name='judgement',
            name='judged_on',
            field=models.DateField(help_text='The day as of which it was judged when this row was written.'),
        ),
    ]
