"""Surveys made from XLSForms, the spreadsheets that form tools share (https://xlsform.org).

What an SMS conversation can hold becomes a survey; everything else becomes a remark that names the
cell. `form.read_form` is the way in. Nothing here prints or writes files.
"""
