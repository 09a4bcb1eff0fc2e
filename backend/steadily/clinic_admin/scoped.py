"""What every page of the admin keeps to: the clinician's own clinic, the rooms' actions, and nothing deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import DateField, ForeignKey, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from steadily.clinic_admin.fields import Picker, day_picker
from steadily.clinic_admin.history import told
from steadily.clinic_admin.signed_in import signed_in
from steadily.people.models import Clinician
from steadily.records.models import AuditEvent
from steadily.records.refusals import Refused
from steadily.records.wording import seen

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
else:
    ModelAdmin, TabularInline, ModelForm = admin.ModelAdmin, admin.TabularInline, forms.ModelForm


NO_MORE_BUTTONS = {"show_save_and_add_another": False, "show_save_and_continue": False}


class RefusableForm(ModelForm):
    """A form that shows what an action refused, at the field it named, with all that was typed.

    `refused_at` tells which box stands for a field that goes by another name in the action.
    """

    refusal: Refused | None = None
    refused_at: dict[str, str] = {}

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data.update({name: _seen(typed) for name, typed in self.cleaned_data.items()})
        if self.refusal is not None:
            field = self.refused_at.get(self.refusal.field, self.refusal.field)
            self.add_error(field if field in self.fields else None, self.refusal.detail)
        return self.cleaned_data


def _seen(typed: Any) -> Any:
    if isinstance(typed, list):
        return [_seen(each) for each in typed]
    return seen(typed) if isinstance(typed, str) else typed


class ForClinicians:
    """Permissions and choices of a page or an inline: any clinician, only their clinic's rows, nothing deleted."""

    admin_site: admin.AdminSite

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        related: Any = db_field.remote_field.model
        kwargs["queryset"] = self.admin_site.get_model_admin(related).get_queryset(request)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = Picker(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class ReadOnly(ForClinicians):
    """A page to read."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ScopedAdmin(ForClinicians, ModelAdmin):
    """A model's pages, within the clinic; saving goes through `save_model`, which calls an action."""

    form = RefusableForm
    formfield_overrides = {DateField: {"widget": day_picker()}}
    actions = None
    object_history_template = "clinic_admin/history.html"

    def visible(self, rows: QuerySet[Any], clinician: Clinician) -> QuerySet[Any]:
        """Keep the rows this clinician may see."""
        return rows.visible_to(clinician)  # type: ignore[attr-defined, no-any-return]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.visible(super().get_queryset(request), signed_in(request))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Show or save; a refusal undoes the saving and shows the same form with its reason."""
        name = str(self.opts.verbose_name)
        title = f"New {name}" if object_id is None else name.capitalize()
        context = {"title": title} | NO_MORE_BUTTONS | (extra_context or {})
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except Refused as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show the audit trail of one row."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "opts": self.opts,
            "events": told(self.trail(row)),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def trail(self, row: Model) -> QuerySet[AuditEvent]:
        """Find what was done to a row."""
        return AuditEvent.objects.filter(subject_kind=row._meta.label_lower, subject_id=str(row.pk))

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Say nothing: the actions wrote the trail."""
        return ""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Keep one trail only, the actions' own."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Keep one trail only, the actions' own."""

    def saved(self, obj: Any) -> tuple[str, str]:
        """Tell where to go after saving, as a URL name and the id in it."""
        return "admin:patient_hub", str(obj.patient_id)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._go_on(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._go_on(request, obj)

    def _go_on(self, request: HttpRequest, obj: Any) -> HttpResponse:
        messages.success(request, f"{str(self.opts.verbose_name).capitalize()} saved.")
        name, row = self.saved(obj)
        return redirect(name, row)


class ReadOnlyAdmin(ReadOnly, ScopedAdmin):
    """A model's pages, to read."""


def stand_in(obj: Model, kept: Model) -> None:
    """Make a form's unsaved row stand for the one an action has kept."""
    obj.pk = kept.pk
    obj._state.adding = False
