"""What an operator says about an import."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from monitoring.public.statistics.choices import Source
from tenants.kit.fields import ChoiceField

# The largest file there is, the national workbook of RIVM, has 3.5 MB; a year of all topics as CSV some 20 MB.
LARGEST = 100 * 1024 * 1024


class ImportForm(forms.Form):
    source = ChoiceField(label=_("Source"), choices=Source.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("CSV, Excel or JSON. Leave empty to import the figures that come with Raderwerk."),
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )
    is_trial = forms.BooleanField(label=_("Only try it: read and check everything, write nothing"), required=False)

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than %(size)d MB. Import it with manage.py import_statistics."),
                code="too_large",
                params={"size": LARGEST // 1024 // 1024},
            )
        return file
