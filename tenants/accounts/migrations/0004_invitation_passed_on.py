from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_addresses_without_capitals")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="passed_on_at",
            field=models.DateTimeField(
                help_text="When the link was shown to whoever invited, because it could not be mailed.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="expires_on",
            field=models.DateField(help_text="The last day on which the link works."),
        ),
    ]
