from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.RemoveIndex("auditevent", "audit_by_patient"),
        migrations.AddIndex(
            "auditevent", models.Index(fields=["clinic_id", "patient_id", "id"], name="audit_in_order")
        ),
    ]
