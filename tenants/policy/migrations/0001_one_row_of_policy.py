import django.core.validators
import pgtrigger.compiler
import pgtrigger.migrations
import tenants.policy.models
import uuid
from decimal import Decimal
from django.db import migrations, models

# Before the trigger, so that the history of a municipality begins with what somebody chose.
THE_ROW = """
    INSERT INTO policy_policy (id, created_at, updated_at, contact_name, contact_email, contact_phone, must_use_mfa, adoption_recorded_by)
    VALUES ('00000000-0000-7000-8000-000000000001', now(), now(), '', '', '', 'nobody', 'clerk')
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('id', models.UUIDField(default=tenants.policy.models.the_row, editable=False, primary_key=True, serialize=False)),
                ('contact_name', models.CharField(blank=True, help_text='A department or a person; shown on the accessibility page and in the description of the API.', max_length=120, verbose_name='name of the contact')),
                ('contact_email', models.EmailField(blank=True, help_text='Such as buurtaanpak@example.nl.', max_length=254, verbose_name='e-mail address of the contact')),
                ('contact_phone', models.CharField(blank=True, help_text='Such as 14 078.', max_length=30, verbose_name='telephone number of the contact')),
                ('must_use_mfa', models.CharField(choices=[('nobody', 'whoever wants to'), ('administrators', 'administrators must'), ('everybody', 'everybody must')], default='nobody', help_text='The second step is a code or a key beside the password.', max_length=20, verbose_name='Who signs in with two steps?')),
                ('grant_limit', models.DecimalField(blank=True, decimal_places=2, help_text='In euros a year. Above it somebody else must agree before a mandate holds. Empty: no limit.', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='mandates that need a second person')),
                ('adoption_recorded_by', models.CharField(choices=[('clerk', 'the council clerk only'), ('clerk_or_administrator', 'the council clerk or an administrator'), ('editors_too', 'whoever may edit the programme, too')], default='clerk', help_text='From that moment the baselines are frozen.', max_length=30, verbose_name='Who records that the council adopted a vision?')),
            ],
            options={
                'verbose_name_plural': 'policy',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('id', uuid.UUID('00000000-0000-7000-8000-000000000001'))), name='policy_one_row'), models.CheckConstraint(condition=models.Q(('grant_limit__gte', 0)), name='policy_limit_not_negative')],
            },
        ),
        migrations.RunSQL(THE_ROW, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='policy',
            trigger=pgtrigger.compiler.Trigger(name='history', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE hidden TEXT[] := ARRAY['password', 'secret_hash', 'last_login']; before JSONB := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) - hidden END; after JSONB := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) - hidden END;", func="\n    IF TG_OP = 'UPDATE' AND before - 'updated_at' = after - 'updated_at' THEN\n        RETURN NULL;\n    END IF;\n    EXECUTE format(\n        'INSERT INTO %I.outbox_history (table_name, row_id, operation, before, after, caller, reason, request_id, at)\n         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())', TG_TABLE_SCHEMA)\n    USING TG_TABLE_NAME::text,\n        CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END,\n        TG_OP::text,\n        before,\n        after,\n        coalesce(current_setting('raderwerk.caller', true), ''),\n        coalesce(current_setting('raderwerk.reason', true), ''),\n        coalesce(current_setting('raderwerk.request', true), '');\n    RETURN NULL;\n", hash='4c6e4764ece932daab8235e4f836996e9464a53a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_8f772', table='policy_policy', when='AFTER')),
        ),
    ]
