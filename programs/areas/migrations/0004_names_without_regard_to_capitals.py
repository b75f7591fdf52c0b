import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0003_made_by'),
        ('geography', '0002_region_box'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='area',
            name='area_name_once',
        ),
        migrations.AlterField(
            model_name='area',
            name='name',
            field=models.CharField(max_length=120),
        ),
        migrations.AlterField(
            model_name='area',
            name='scale',
            field=models.CharField(choices=[('complex', 'housing complex'), ('street', 'street'), ('neighbourhood', 'neighbourhood'), ('village', 'village'), ('district', 'district'), ('city', 'city'), ('region', 'region')], default='district', max_length=13),
        ),
        migrations.AlterField(
            model_name='arearegion',
            name='share',
            field=models.DecimalField(decimal_places=4, default=1, max_digits=5),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), condition=models.Q(('valid_until__isnull', True)), name='area_name_once'),
        ),
    ]
