import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Several checkpoints for each patient. Those kept before are given up: they are only there to save time."""

    dependencies = [
        ('people', '0001_initial'),
        ('plans', '0001_initial'),
        ('today', '0001_initial'),
    ]

    operations = [
        migrations.DeleteModel(name='Checkpoint'),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('basis', models.CharField(max_length=64)),
                ('state', models.TextField(help_text='The state as JSON, read only by the guidance that wrote it.')),
                ('carried', models.JSONField(default=list)),
                ('patient', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='checkpoints', to='people.patient')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('patient', 'on'), name='one_checkpoint_a_day')],
            },
        ),
        migrations.AlterField(
            model_name='alert',
            name='patient',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='people.patient'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(fields=['patient', 'on'], name='alert_by_day'),
        ),
    ]
