import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('objectives', '0002_history_by_logical_name'),
    ]

    operations = [
        migrations.AlterField(
            model_name='objective',
            name='explanation',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='objective',
            name='horizon',
            field=models.CharField(choices=[('short', 'short term (up to two years)'), ('medium', 'medium term (two to ten years)'), ('long', 'long term (ten years or more)')], default='long', max_length=6),
        ),
        migrations.AlterField(
            model_name='objective',
            name='parent',
            field=models.ForeignKey(blank=True, help_text='A larger objective that this one helps to reach.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='objectives.objective', verbose_name='part of'),
        ),
        migrations.AlterField(
            model_name='objective',
            name='theme',
            field=models.CharField(choices=[('physical', 'physical'), ('social', 'social'), ('economic', 'economic'), ('safety', 'safety')], max_length=8),
        ),
        migrations.AlterField(
            model_name='objective',
            name='title',
            field=models.CharField(max_length=200),
        ),
    ]
