from django.db import migrations

import tenants.accounts.addresses


class Migration(migrations.Migration):
    """An address has one spelling from now on, and an account one address: allauth's own list of them is not used."""

    dependencies = [("accounts", "0002_history_by_logical_name"), ("account", "0009_emailaddress_unique_primary_email")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="email",
            field=tenants.accounts.addresses.AddressField(max_length=254, verbose_name="e-mail address"),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="email",
            field=tenants.accounts.addresses.AddressField(max_length=254, verbose_name="e-mail address"),
        ),
        migrations.RunSQL(
            "UPDATE accounts_user SET email = lower(btrim(email)) WHERE email <> lower(btrim(email))",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "UPDATE accounts_invitation SET email = lower(btrim(email)) WHERE email <> lower(btrim(email))",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL("DELETE FROM account_emailaddress", migrations.RunSQL.noop),
    ]
